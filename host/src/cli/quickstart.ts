import { CliError, exitCodes, usageError, type ExitCode } from "./exit.js";
import { findChatSample } from "./chat-sample.js";
import { defaultSettings } from "./default-settings.js";
import { hostSettings, type HostFlags } from "./host-settings.js";
import { port as parsePort } from "./listen-address.js";
import { freePort, hostPorts, portsInUse, refuseTaken } from "./ports-in-use.js";
import { check, stayUp } from "./quickstart-show.js";
import { PORTS, QuickstartStage } from "./quickstart-stage.js";
import { openStepList } from "./step-list.js";
import { stopRequests } from "./stop-requests.js";
import type { Terminal } from "./terminal.js";
import { version } from "./version.js";
import { Stopped } from "./within.js";

export interface QuickstartFlags extends HostFlags {
  readonly check?: boolean;
  /** The first of the hundred ports where players may connect. */
  readonly port: string;
  readonly sample?: string;
  readonly json?: boolean;
}

/** What a fleet may open to players (gse-semantics d.4). */
const FIRST_PORT = 1_025;
const LAST_PORT = 60_000;

/** Apart from that of `gse dev`, so that what is shown here leaves nothing there. */
const defaults = { ...defaultSettings, data: ".gse/quickstart" };

/** `gse quickstart`: the whole path, from the cloud API to players who chat, step by step. */
export async function quickstart(flags: QuickstartFlags, terminal: Terminal): Promise<ExitCode> {
  const sample = findChatSample(flags.sample, terminal);
  const settings = hostSettings(flags, terminal, defaults);
  const port = await firstPort(parsePort(flags.port, "--port"));
  refuseTaken(await portsInUse(hostPorts(settings)));

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
    await stage.upload();
    await stage.createFleet();
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

/** The first of a hundred; a chat server takes the first of them that is free. */
async function firstPort(wanted: number): Promise<number> {
  if (wanted > LAST_PORT - PORTS + 1 || (wanted !== 0 && wanted < FIRST_PORT))
    throw usageError(
      `--port is ${String(wanted)}: give the first of ${String(PORTS)} ports from ${String(FIRST_PORT)} to ${String(LAST_PORT)}, or 0 for free ones`,
    );
  if (wanted !== 0) return wanted;
  const free = await freePort();
  return free > LAST_PORT - PORTS ? free - LAST_PORT / 2 : free;
}
