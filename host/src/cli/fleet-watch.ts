import type { CloudApiClient } from "../client/index.js";
import { duration } from "./duration.js";
import { CliError, exitCodes } from "./exit.js";
import type { FleetEvent } from "./fleet-answers.js";
import { createNewsReader } from "./fleet-news.js";
import { rowOf } from "./fleet-rows.js";
import { capacityText, eventText, fleetStatusText, type FleetRow } from "./fleet-text.js";
import { instancesOf } from "./instance-list.js";
import { LiveLine } from "./live-line.js";
import { pause } from "./pause.js";
import type { Terminal } from "./terminal.js";

export interface WatchOrder {
  readonly isOver: (row: FleetRow) => boolean;
  /** How long at most. */
  readonly seconds: number;
  /** Nothing is shown: the command writes JSON. */
  readonly isSilent: boolean;
  /** Causes it: only what happens from then on is shown. Without it, everything from the fleet's beginning on. */
  readonly begin?: () => Promise<unknown>;
}

export interface Watched {
  readonly row: FleetRow;
  /** What happened meanwhile, oldest first. */
  readonly events: readonly FleetEvent[];
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;

/**
 * Follows a fleet until something is over: its events as they come, and on a terminal its state below them, kept up to date.
 * @throws CliError when it takes longer than it may
 */
export async function watchFleet(
  client: CloudApiClient,
  FleetId: string,
  { isOver, seconds, isSilent, begin }: WatchOrder,
  terminal: Terminal,
): Promise<Watched> {
  const { clock, colors } = terminal;
  const startedAtMs = clock.now();
  const line = isSilent ? undefined : new LiveLine(terminal);
  const news = createNewsReader(client, { FleetId });
  const events: FleetEvent[] = [];
  if (begin !== undefined) {
    await news();
    await begin();
  }
  try {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
      // The state first: then the events tell at least how it came to be.
      const row = await rowOf(client, FleetId);
      for (const event of await news()) {
        line?.print(eventText(event, colors, events));
        events.push(event);
      }
      if (isOver(row)) return { row, events };
      if (clock.now() - startedAtMs >= seconds * 1_000)
        throw new CliError(
          exitCodes.refused,
          `${FleetId} is still ${row.fleet.Status} after ${String(seconds)} s: ${capacityText(row.capacity)}; ` +
            `${await mutePlace(client, row)}follow it with "gse fleet events ${FleetId} --follow", or wait longer with --timeout SECONDS`,
        );
      line?.follow(() => stateText(row, terminal, clock.now() - startedAtMs));
      await pause(clock, pauseMs);
    }
  } finally {
    line?.close();
  }
}

/** Where processes are of which none has called ProcessReady, or "". */
async function mutePlace(client: CloudApiClient, { fleet, utilization }: FleetRow): Promise<string> {
  if (fleet.Status !== "ACTIVATING" || utilization.ActiveServerProcessCount > 0) return "";
  const [first] = await instancesOf(client, fleet.FleetId);
  if (first === undefined) return "";
  const id = first.Instance.InstanceId;
  return `no process on ${id} has called ProcessReady: see what they write with "gse logs ${id}"; `;
}

function stateText({ fleet, capacity, utilization }: FleetRow, { colors }: Terminal, ms: number): string {
  const ready = `${String(utilization.ActiveServerProcessCount)} ready`;
  const took = colors.dim(duration(ms));
  return `${fleet.FleetId} is ${fleetStatusText(fleet.Status, colors)}, ${ready}, instances ${capacityText(capacity)}  ${took}`;
}
