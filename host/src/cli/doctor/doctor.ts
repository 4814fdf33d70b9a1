import { cannotStart } from "../cannot-start.js";
import { CliError, exitCodes, usageError, type ExitCode } from "../exit.js";
import { agentAddress } from "../listen-address.js";
import type { KeyValue } from "../parse-values.js";
import { stopRequests } from "../stop-requests.js";
import type { Terminal } from "../terminal.js";
import { examine } from "./examine.js";
import { Patient, type PatientOptions } from "./patient.js";
import { jsonReport, summaryOf } from "./report.js";
import { openScreen } from "./screen.js";

export interface DoctorFlags {
  readonly agent?: string;
  readonly patience: number;
  readonly readyWithin?: number;
  readonly playerCommand?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly fleet: string;
  readonly clientPorts: string;
  readonly maxPlayers: number;
  readonly property?: readonly KeyValue[];
  readonly sessionData?: string;
}

/** Where every game server looks for its agent unless it is told otherwise (gse-semantics b.1). */
const USUAL_AGENT = "127.0.0.1:5758";
const LONGEST_MS = 86_400_000;
const FREE_AGENT = "127.0.0.1:0";

/** `gse doctor [-- COMMAND…]`: a game server, in any language, goes through its whole life, and is told what it lacks. */
export async function doctor(command: readonly string[], flags: DoctorFlags, terminal: Terminal): Promise<ExitCode> {
  let patient: Patient | undefined;
  const stop = stopRequests(terminal, () => patient?.killNow());
  const screen = openScreen(terminal, flags.json === true);
  try {
    const options = patientOptions(command, flags, terminal, stop.signal);
    const begunAtMs = terminal.clock.now();
    patient = await admitted(options);
    screen.begin(patient);
    const checks = await examine(patient, screen).finally(() => patient?.close());
    const summary = summaryOf(checks, {
      isStrict: flags.strict === true,
      isStopped: stop.signal.aborted,
      tookMs: terminal.clock.now() - begunAtMs,
    });
    if (flags.json === true)
      terminal.stdout.write(`${JSON.stringify(jsonReport(patient, checks, summary), null, 2)}\n`);
    else screen.end(patient, summary);
    return summary.isPassed ? exitCodes.done : exitCodes.refused;
  } finally {
    screen.close();
    stop.close();
  }
}

function patientOptions(
  command: readonly string[],
  flags: DoctorFlags,
  terminal: Terminal,
  stop: AbortSignal,
): PatientOptions {
  const isStarted = command.length > 0;
  if (!/^\d{1,5}(-\d{1,5})?$/.test(flags.clientPorts))
    throw usageError(`--client-ports is "${flags.clientPorts}": give a range, for instance 7000-7099`);
  for (const [flag, ms] of [
    ["--patience", flags.patience],
    ["--ready-within", flags.readyWithin ?? 0],
  ] as const)
    if (ms > LONGEST_MS) throw usageError(`${flag} is ${String(ms)}: give ${String(LONGEST_MS)} ms, a day, at most`);
  return {
    command,
    agent: agentAddress(flags.agent ?? (isStarted ? FREE_AGENT : USUAL_AGENT), "--agent"),
    fleet: flags.fleet,
    clientPorts: flags.clientPorts,
    session: {
      maxPlayers: flags.maxPlayers,
      gameProperties: Object.fromEntries((flags.property ?? []).map(({ key, value }) => [key, value])),
      gameServerSessionData: flags.sessionData ?? "",
    },
    playerCommand: flags.playerCommand,
    patienceMs: flags.patience,
    readyWithinMs: flags.readyWithin ?? (isStarted ? flags.patience : null),
    terminal,
    stop,
  };
}

async function admitted(options: PatientOptions): Promise<Patient> {
  const { agent, command } = options;
  try {
    return await Patient.admit(options);
  } catch (error) {
    const { code, syscall = "", message } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw usageError(
        `the agent's address ${agent} is in use: end what listens there (gse dev, say), or give another one by --agent HOST:PORT`,
        { cause: error },
      );
    if (syscall === "listen") throw usageError(`cannot listen at ${agent}: ${message}; see --agent`, { cause: error });
    if (syscall.startsWith("spawn")) throw cannotStart(command, "gse doctor", error);
    throw error instanceof Error ? new CliError(exitCodes.refused, message, { cause: error }) : error;
  }
}
