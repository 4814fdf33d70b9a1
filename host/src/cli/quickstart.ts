import { CliError, exitCodes, type ExitCode } from "./exit.js";
import { findChatSample } from "./chat-sample.js";
import { defaultSettings, hostSettings, type HostFlags, type HostSettings } from "./host-settings.js";
import { leftOverServer } from "./left-over-server.js";
import { port as parsePort } from "./listen-address.js";
import { hostPorts, portsInUse, refuseTaken } from "./ports-in-use.js";
import { check, stayUp } from "./quickstart-show.js";
import { QuickstartStage } from "./quickstart-stage.js";
import { openStepList } from "./step-list.js";
import { stopRequests } from "./stop-requests.js";
import type { Terminal } from "./terminal.js";
import { version } from "./version.js";
import { Stopped } from "./within.js";

export interface QuickstartFlags extends HostFlags {
  readonly check?: boolean;
  /** Where players connect. */
  readonly port: string;
  readonly sample?: string;
  readonly json?: boolean;
}

/** Apart from that of `gse dev`, so that what is shown here leaves nothing there. */
const defaults = { ...defaultSettings, data: ".gse/quickstart" };

/** `gse quickstart`: the whole path, from the cloud API to players who chat, step by step. */
export async function quickstart(flags: QuickstartFlags, terminal: Terminal): Promise<ExitCode> {
  const sample = findChatSample(flags.sample, terminal);
  const settings = hostSettings(flags, terminal, defaults);
  const port = parsePort(flags.port, "--port");
  await checkPorts(settings, port);

  const { colors } = terminal;
  const steps = openStepList(terminal, flags.json === true);
  const stop = stopRequests(terminal, () => {
    stage.killNow();
  });
  const options = { sample, settings, port, steps, terminal, signal: stop.signal };
  const stage = new QuickstartStage(options);
  let exitCode: ExitCode = exitCodes.done;
  try {
    steps.text(`\n  ${colors.bold("GSE quick start")} ${colors.dim(version())}\n`);
    await stage.startHost();
    await stage.startServer();
    await stage.openSession();
    await (flags.check === true ? check(stage, options) : stayUp(stage, options));
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    if (flags.check === true) exitCode = exitCodes.refused;
  } finally {
    await stage.end();
    steps.close();
    stop.close();
  }
  if (flags.check === true && exitCode === exitCodes.refused)
    throw new CliError(exitCode, "the check was stopped before it was done");
  return exitCode;
}

async function checkPorts(settings: HostSettings, port: number): Promise<void> {
  const chat = { address: `127.0.0.1:${String(port)}`, what: "the chat server", flag: "--port N" };
  const taken = await portsInUse([...hostPorts(settings), chat]);
  // Only the chat server of a run that was killed may be there: it will be ended.
  const isLeftOver = taken.length === 1 && taken[0] === chat && leftOverServer(settings.dataDir) !== undefined;
  if (!isLeftOver) refuseTaken(taken);
}
