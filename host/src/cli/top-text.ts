import { bytesText } from "./bytes-text.js";
import { age } from "./duration.js";
import { fleetStatusText, instancesText, playersText, type FleetRow } from "./fleet-text.js";
import type { LiveProcess } from "./live-processes.js";
import { printable } from "./printable.js";
import { shortId } from "./session-name.js";
import { table } from "./table.js";
import type { Colors } from "./terminal.js";
import { cutTo } from "./wrap.js";

/** A process at a moment, with the share of a processor that it has had of late; null where the system does not tell. */
export interface TopProcess extends Omit<LiveProcess, "RssBytes" | "CpuMs"> {
  readonly Processors: number | null;
  readonly RssBytes: number | null;
}

export interface Top {
  readonly nowMs: number;
  readonly fleets: readonly FleetRow[];
  /** The busiest first. */
  readonly processes: readonly TopProcess[];
}

/** How much a terminal shows without wrapping a line or scrolling. */
export interface Room {
  readonly rows: number;
  readonly columns: number;
}

/** What `gse top` shows, cut to the room there is: the busiest processes before others, the newest fleets before others. */
export function topText({ nowMs, fleets, processes }: Top, { rows, columns }: Room, colors: Colors): string {
  const head = [totalsText({ nowMs, fleets, processes }), ""];
  const all = rows - head.length;
  // Half for the fleets, and what the processes leave.
  const forFleets = Math.max(Math.floor(all / 2), all - linesOf(processes.length)) - 1;
  const fleetLines = section(
    { headings: FLEET_HEADINGS, kind: "fleets", count: fleets.length, lines: forFleets, colors },
    (shown) => fleets.slice(0, shown).map((row) => fleetCells(row, processes, colors)),
  );
  const above = fleetLines.length === 0 ? head : [...head, ...fleetLines, ""];
  const processLines = section(
    { headings: PROCESS_HEADINGS, kind: "processes", count: processes.length, lines: rows - above.length, colors },
    (shown) => processes.slice(0, shown).map((process) => processCells(process, nowMs, colors)),
  );
  return [...above, ...processLines]
    .slice(0, rows)
    .map((line) => cutTo(line, columns))
    .join("\n");
}

const FLEET_HEADINGS = ["FLEET", "NAME", "STATUS", "INSTANCES", "BUSY", "IDLE", "OTHER", "PLAYERS", "CPU", "MEMORY"];
const PROCESS_HEADINGS = ["PID", "CPU", "MEMORY", "IS", "SESSION", "FLEET", "AGE"];

/** With the headings. */
const linesOf = (count: number): number => (count === 0 ? 0 : count + 1);

interface Section {
  readonly headings: readonly string[];
  /** "fleets" */
  readonly kind: string;
  readonly count: number;
  /** So many at most. */
  readonly lines: number;
  readonly colors: Colors;
}

/** A table; where not all rows have room, its last line says how many more there are. */
function section(
  { headings, kind, count, lines, colors }: Section,
  cells: (shown: number) => readonly (readonly string[])[],
): readonly string[] {
  if (count === 0) return [];
  const shown = linesOf(count) <= lines ? count : Math.max(1, lines - 2);
  const text = table(headings.map(colors.dim), cells(shown)).split("\n");
  return shown === count ? text : [...text, colors.dim(`${String(count - shown)} more ${kind}`)];
}

function totalsText({ fleets, processes }: Top): string {
  const sum = (of: (row: FleetRow["utilization"]) => number): number =>
    fleets.reduce((total, { utilization }) => total + of(utilization), 0);
  const idle = processes.filter((process) => stateOf(process) === "idle").length;
  const busy = processes.filter((process) => stateOf(process) === "busy").length;
  const { processors, bytes } = useOf(processes);
  return [
    counted(fleets.length, "fleet"),
    `${counted(processes.length, "process", "processes")}, ${String(busy)} busy, ${String(idle)} idle`,
    counted(
      sum(({ CurrentPlayerSessionCount }) => CurrentPlayerSessionCount),
      "player",
    ),
    `${processors.toFixed(2)} processors`,
    bytesText(bytes),
  ].join(" · ");
}

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${String(count)} ${count === 1 ? one : many}`;

function fleetCells(
  { fleet, capacity, utilization }: FleetRow,
  processes: readonly TopProcess[],
  colors: Colors,
): readonly string[] {
  const own = processes.filter(({ FleetId }) => FleetId === fleet.FleetId);
  const count = (state: string): number => own.filter((process) => stateOf(process) === state).length;
  const [busy, idle] = [count("busy"), count("idle")];
  const { processors, bytes } = useOf(own);
  return [
    fleet.FleetId,
    printable(fleet.Name),
    fleetStatusText(fleet.Status, colors),
    instancesText(capacity),
    String(busy),
    // The next session is refused.
    idle === 0 && fleet.Status === "ACTIVE" ? colors.red("0") : String(idle),
    String(own.length - busy - idle),
    playersText(utilization.CurrentPlayerSessionCount, utilization.MaximumPlayerSessionCount),
    percent(processors),
    bytesText(bytes),
  ];
}

function processCells(process: TopProcess, nowMs: number, colors: Colors): readonly string[] {
  const state = stateOf(process);
  return [
    process.Pid === null ? "" : String(process.Pid),
    process.Processors === null ? "" : percent(process.Processors),
    process.RssBytes === null ? "" : bytesText(process.RssBytes),
    state === "idle" ? colors.dim(state) : state === "shielded" ? colors.red(state) : state,
    process.SessionId === null ? "" : shortId(process.SessionId),
    process.FleetId ?? colors.dim("by hand"),
    age(nowMs - process.StartedAtMs),
  ];
}

/** One word for each: what keeps it from a session, if anything does. */
function stateOf({ Status, IsShielded, SessionId }: TopProcess): string {
  if (Status !== "ACTIVE") return Status.toLowerCase();
  if (SessionId !== null) return "busy";
  return IsShielded ? "shielded" : "idle";
}

function useOf(processes: readonly TopProcess[]): { readonly processors: number; readonly bytes: number } {
  let [processors, bytes] = [0, 0];
  for (const process of processes) {
    processors += process.Processors ?? 0;
    bytes += process.RssBytes ?? 0;
  }
  return { processors, bytes };
}

/** Of one processor. */
const percent = (processors: number): string => `${(processors * 100).toFixed(1)} %`;
