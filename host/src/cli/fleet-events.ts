import { exitCodes, type ExitCode } from "./exit.js";
import { findFleet } from "./find-fleet.js";
import type { FleetEvent } from "./fleet-answers.js";
import { createNewsReader } from "./fleet-news.js";
import { eventText } from "./fleet-text.js";
import { logEnd } from "./log-end.js";
import { pauseUnless } from "./pause.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { stopRequests } from "./stop-requests.js";
import { print, type Terminal } from "./terminal.js";

export interface FleetEventsFlags extends RemoteFlags {
  readonly limit: number;
  readonly code?: string;
  readonly follow?: boolean;
  readonly logs?: boolean;
}

const FOLLOW_MS = 500;

/** `gse fleet events FLEET`: its history, the newest at the end; with `--follow` also what comes, until Ctrl-C. */
export function fleetEvents(fleet: string, flags: FleetEventsFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const query = { FleetId: await findFleet(client, fleet), EventCode: flags.code };
    const news = createNewsReader(client, query, flags.limit);
    const former = await news();
    if (flags.json === true && flags.follow !== true) {
      print(terminal, JSON.stringify(former));
      return exitCodes.done;
    }
    await show(former, flags, terminal);
    if (flags.follow !== true) return exitCodes.done;

    const stop = stopRequests(terminal, () => undefined);
    try {
      for (;;) {
        await pauseUnless(terminal.clock, FOLLOW_MS, stop.signal);
        if (stop.signal.aborted) return exitCodes.done;
        await show(await news(), flags, terminal);
      }
    } finally {
      stop.close();
    }
  });
}

/** One after the other; with `--json` each as a line of its own. */
async function show(events: readonly FleetEvent[], flags: FleetEventsFlags, terminal: Terminal): Promise<void> {
  for (const [index, event] of events.entries()) {
    const text = () => eventText(event, terminal.colors, events.slice(0, index));
    print(terminal, flags.json === true ? JSON.stringify(event) : text());
    const log =
      flags.logs === true && flags.json !== true ? await logEnd(event.PreSignedLogUrl, terminal.clock) : undefined;
    if (log !== undefined) print(terminal, terminal.colors.dim(log));
  }
}
