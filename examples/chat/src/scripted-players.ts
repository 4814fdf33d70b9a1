import { parseArgs } from "node:util";
import { holdConversation, type ScriptedPlayer } from "./conversation.js";
import { systemClock } from "./system-clock.js";

const usage = `Usage: node dist/scripted-players.js --player <name>=<address> [--player …] [--timeout SECONDS]

Each player opens their address as the page would, says hello and answers the one before; each must hear all.
Prints what was said. Exit code 0: everyone heard everyone; 1: not so, and why; 2: usage.
`;

const options = readOptions(process.argv.slice(2));
if (options === null) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  const abort = new AbortController();
  const tooLate = systemClock.setTimeout(
    () => abort.abort(new Error(`not done after ${options.timeoutMs / 1000} s`)),
    options.timeoutMs,
  );
  try {
    for (const line of await holdConversation(options.players, abort.signal)) console.log(line);
  } catch (error) {
    console.error(`the players could not chat: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    systemClock.clearTimeout(tooLate);
  }
}

function readOptions(args: string[]): { players: ScriptedPlayer[]; timeoutMs: number } | null {
  try {
    const { values } = parseArgs({
      args,
      options: { player: { type: "string", multiple: true }, timeout: { type: "string", default: "10" } },
    });
    const players = (values.player ?? []).map(readPlayer);
    const timeoutMs = Number(values.timeout) * 1000;
    if (players.length === 0 || !(timeoutMs > 0)) return null;
    return { players, timeoutMs };
  } catch {
    return null;
  }
}

/** `ada=http://127.0.0.1:7000/?playerSessionId=psess-…` */
function readPlayer(text: string): ScriptedPlayer {
  const [, name, address] = /^([^=]+)=(https?:\/\/.+)$/.exec(text) ?? [];
  if (name === undefined || address === undefined) throw new Error(`--player must be <name>=<address>, got "${text}"`);
  return { name, address };
}
