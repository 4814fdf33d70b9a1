import type { ChatSample } from "./chat-sample.js";
import { ChildProgram } from "./child-program.js";
import { CliError, exitCodes } from "./exit.js";
import { printable } from "./printable.js";
import type { Terminal } from "./terminal.js";
import { within } from "./within.js";

const CHAT_MS = 20_000;

/**
 * Lets the sample's scripted players chat, each at their address; gives back the transcript.
 * @throws CliError, exit code 1, when they did not hear each other in time
 */
export async function playScripted(
  { players, dir }: ChatSample,
  addresses: ReadonlyMap<string, string>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const lines: string[] = [];
  const program = await ChildProgram.start(
    {
      command: [
        process.execPath,
        players,
        ...[...addresses].flatMap(([name, address]) => ["--player", `${name}=${address}`]),
      ],
      cwd: dir,
      env: terminal.env,
    },
    (line) => lines.push(line),
    terminal.clock,
  );
  const failure = (what: string): CliError =>
    new CliError(exitCodes.refused, `${what}; the players said:\n${indented(lines)}`);
  try {
    const { code } = await within(program.ended, {
      clock: terminal.clock,
      ms: CHAT_MS,
      signal,
      tooLate: () => failure(`the chat was not over after ${String(CHAT_MS / 1_000)} s`),
    });
    if (code !== 0) throw failure("the players did not hear each other");
    return lines;
  } finally {
    program.killNow();
  }
}

export const indented = (lines: readonly string[]): string => lines.map((line) => `    ${printable(line)}`).join("\n");
