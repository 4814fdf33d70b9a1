import type { Torture } from "./torture.js";

export interface Circumstances {
  readonly seed: number;
  readonly openSessions: number;
  readonly tookMs: number;
}

const READY_LIMIT_MS = 1_000;

/** What came of it, for people. */
export function summary({ figures, violations }: Torture, { seed, openSessions, tookMs }: Circumstances): string {
  const of = (what: string): string => figures.of(what).toLocaleString("en");
  const ms = (share: number): string => `${figures.readyMsAt(share).toFixed(0)} ms`;
  const met = [
    "extracting",
    "install.sh",
    "a launch",
    "a process before ProcessReady",
    "a session that is ACTIVATING",
    "a session that is TERMINATING",
    "a process that ends",
    "a process that exits",
    "an instance that goes",
    "an ACTIVE session",
    "a placement that waits",
    "a placement that is being placed",
  ].map((what) => `${what} ${of(`kills that met ${what}`)}`);
  const ends = ["FULFILLED", "CANCELLED", "TIMED_OUT", "FAILED"]
    .map((status) => `${of(`placements ${status}`)} ${status}`)
    .join(", ");
  const lines = [
    `seed ${String(seed)}: ${of("kills")} kills in ${(tookMs / 60_000).toFixed(1)} min, ${of("kills while it started")} of them while the host started; all had settled ${of("times that all had settled")} times`,
    `  kills met   ${met.join(", ")}`,
    `  sessions    ${of("sessions created")} created, ${of("sessions ended by the API")} ended by the API, ${of("players joined")} players joined`,
    `  placements  ${of("placements started")} started: ${ends}; ${of("placements FULFILLED through a kill")} FULFILLED, ${of("placements CANCELLED through a kill")} CANCELLED and ${of("placements TIMED_OUT through a kill")} TIMED_OUT after a kill while they were PENDING`,
    `  fleets      ${of("fleets created")} created, ${of("fleets deleted")} deleted; ${of("capacity changes")} changes of capacity, ${of("runtime changes")} of the runtime configuration, ${of("queue changes")} of a queue; ${of("assets created")} assets uploaded, ${of("assets deleted")} deleted`,
    `  in doubt    ${of("sessions in doubt")} sessions, ${of("placements in doubt")} placements; ${of("doubts that had happened")} changes had happened and ${of("doubts that had not happened")} had not; ${of("creations said again under their token")} said again under their token, ${of("joins said again")} joins`,
    `  games       ${of("ACTIVE sessions that a kill did not disturb")} times an ACTIVE session went on through a kill, ${of("pongs")} pongs; ${of("games killed while there was no host")} killed meanwhile by the torture`,
    `  ready again p50 ${ms(0.5)}, p99 ${ms(0.99)}, max ${ms(1)}; ${String(figures.restartsAbove(READY_LIMIT_MS))} of ${String(figures.restarts)} above ${String(READY_LIMIT_MS)} ms, with ${openSessions.toLocaleString("en")} sessions more`,
    violations.length === 0
      ? "  nothing lost, nothing doubled, nobody disturbed, nothing left behind"
      : `  ${String(violations.length)} VIOLATIONS\n${violations.map((what) => `    ${what}`).join("\n")}`,
  ];
  return lines.join("\n");
}
