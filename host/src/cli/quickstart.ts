import { CliError, exitCodes, type ExitCode } from "./exit.js";
import { findChatSample } from "./chat-sample.js";
import { defaultSettings, hostSettings, type HostFlags, type HostSettings } from "./host-settings.js";
import { leftOverServer } from "./left-over-server.js";
import { port as parsePort } from "./listen-address.js";
import { checkPorts } from "./ports-in-use.js";
import { QuickstartShow } from "./quickstart-show.js";
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
  await checkPorts(wantedPorts(settings, port));

  const { colors } = terminal;
  const steps = openStepList(terminal, flags.json === true);
  const stop = stopRequests(terminal, () => {
    show.killNow();
  });
  const show = new QuickstartShow({ sample, settings, port, steps, terminal, signal: stop.signal });
  let exitCode: ExitCode = exitCodes.done;
  try {
    steps.text(`\n  ${colors.bold("GSE quick start")} ${colors.dim(version())}\n`);
    await show.begin();
    if (flags.check === true) await show.check();
    else await show.stayUp();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    if (flags.check === true) exitCode = exitCodes.refused;
  } finally {
    await show.end();
    steps.close();
    stop.close();
  }
  if (flags.check === true && exitCode === exitCodes.refused)
    throw new CliError(exitCode, "the check was stopped before it was done");
  return exitCode;
}

function wantedPorts({ agentAddress, apiAddress, dataDir }: HostSettings, port: number) {
  const wanted = [
    { address: agentAddress, what: "the agent", flag: "--agent HOST:PORT" },
    { address: apiAddress, what: "the cloud API", flag: "--api HOST:PORT" },
  ];
  // The chat server of a run that was killed will be ended; it is not in the way.
  return leftOverServer(dataDir) === undefined
    ? [...wanted, { address: `127.0.0.1:${String(port)}`, what: "the chat server", flag: "--port N" }]
    : wanted;
}
