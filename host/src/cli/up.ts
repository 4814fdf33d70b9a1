import type { RunningHost } from "../main.js";
import { consoleText } from "./banner.js";
import { drain } from "./drain.js";
import { exitCodes, type ExitCode } from "./exit.js";
import { hostSettings, type HostFlags } from "./host-settings.js";
import { openJsonLog } from "./json-log.js";
import { agentStarted } from "./local-log.js";
import { probeFields } from "./probe-text.js";
import { openHost } from "./open-host.js";
import { hostPorts, portsInUse, refuseTaken } from "./ports-in-use.js";
import { print, type Terminal } from "./terminal.js";
import { untilAsked } from "./until-asked.js";

export interface UpFlags extends HostFlags {
  /** Seconds to wait for games to end; true: as long as it takes; absent: games go on. */
  readonly drain?: number | true;
}

/** `gse up`: a host that stays up; when it ends, the games that run go on and the next host takes them back. */
export async function up(flags: UpFlags, terminal: Terminal): Promise<ExitCode> {
  const settings = hostSettings(flags, terminal);
  refuseTaken(await portsInUse(hostPorts(settings)));
  const log = openJsonLog(terminal.stdout, terminal.clock);
  const stop = stopSignals(terminal, flags.drain === undefined ? 1 : 2);
  try {
    const running = await openHost({ mode: "up", ...settings, logger: log.logger });
    try {
      running.host.onEvent(log.event);
      const { apiAddress, apiUrl, agentAddress, dataDir } = running;
      log.logger.info(agentStarted.extras, agentStarted.msg);
      log.logger.info(
        {
          api: apiAddress,
          url: apiUrl,
          agent: agentAddress,
          ...probeFields(running),
          data: dataDir,
          publicAddress: settings.publicAddress,
          ...running.host.counts(),
        },
        "gse is up",
      );
      showConsole(running, terminal);
      const [first, second] = stop.signals;
      await untilAsked(running, first);
      if (flags.drain !== undefined) {
        const ms = flags.drain === true ? undefined : flags.drain * 1_000;
        await drain({ running, clock: terminal.clock, logger: log.logger, ms, signal: second });
      }
      const counts = running.host.counts();
      const isDrained = flags.drain !== undefined && counts.processes === 0;
      log.logger.info(counts, `gse is going down; ${isDrained ? "all games have ended" : "games go on"}`);
    } finally {
      await running.close();
    }
    log.logger.info("gse is down");
    return exitCodes.done;
  } finally {
    stop.close();
  }
}

/** Beside the log, and only where somebody reads it now: the address is a key. */
function showConsole(running: RunningHost, terminal: Terminal): void {
  const shown = terminal.isInteractive ? consoleText(running, terminal) : undefined;
  if (shown !== undefined) print(terminal, `console      ${shown}`);
}

interface StopSignals {
  /** Aborted by the first request to end, and by the second one. */
  readonly signals: readonly [first: AbortSignal, second: AbortSignal];
  close(): void;
}

/** The request after so many that are patient ends the process at once. */
function stopSignals(terminal: Terminal, patient: number): StopSignals {
  const first = new AbortController();
  const second = new AbortController();
  let count = 0;
  const close = terminal.onStopSignal(() => {
    count++;
    if (count > patient) terminal.exitNow(exitCodes.forced);
    (count === 1 ? first : second).abort();
  });
  return { signals: [first.signal, second.signal], close };
}
