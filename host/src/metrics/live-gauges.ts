import { Gauge, type Registry } from "prom-client";
import type { GameServerProcess } from "../model/index.js";
import { fleetStatuses, sessionStatuses } from "../model/index.js";
import type { CommandHost, LiveTables } from "../ports/index.js";

/**
 * What is live at this moment, counted from the rows themselves whenever somebody asks: it cannot drift, and costs nothing
 * in between. Every value of a label is told, also where there is none of it.
 */
export function addLiveGauges(registry: Registry, host: () => Pick<CommandHost, "live" | "counts">): void {
  const gauge = <Row>(
    name: string,
    help: string,
    label: string,
    values: readonly string[],
    rows: (tables: LiveTables) => Iterable<Row>,
    valueOf: (row: Row) => string,
  ): void => {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      collect() {
        const counts = new Map(values.map((value) => [value, 0]));
        for (const row of rows(host().live())) {
          const value = valueOf(row);
          counts.set(value, (counts.get(value) ?? 0) + 1);
        }
        this.reset();
        for (const [value, count] of counts) this.set({ [label]: value }, count);
      },
    });
  };

  gauge(
    "gse_processes",
    "Game server processes that called ProcessReady and have not ended",
    "state",
    ["idle", "busy", "shielded", "ending"],
    ({ processes }) => processes,
    stateOf,
  );
  gauge(
    "gse_launches",
    "Processes that the host launched and that have not exited",
    "status",
    ["STARTING", "STARTED", "READY", "EXITING"],
    ({ launches }) => launches,
    ({ status }) => status,
  );
  gauge(
    "gse_sessions",
    "Game server sessions that have not ended",
    "status",
    sessionStatuses.filter((status) => status !== "TERMINATED" && status !== "ERROR"),
    ({ sessions }) => sessions,
    ({ status }) => status,
  );
  gauge(
    "gse_instances",
    "Instances that are not terminated",
    "status",
    ["PENDING", "ACTIVE", "TERMINATING"],
    ({ instances }) => instances,
    ({ status }) => status,
  );
  gauge(
    "gse_fleets",
    "Fleets that are not terminated",
    "status",
    fleetStatuses.filter((status) => status !== "TERMINATED"),
    ({ fleets }) => fleets,
    ({ status }) => status,
  );
  gauge(
    "gse_placements",
    "Placements that are PENDING: they wait for a process, or for their session to be ACTIVE",
    "state",
    ["waiting", "activating"],
    ({ placements }) => placements,
    ({ session }) => (session === null ? "waiting" : "activating"),
  );
  new Gauge({
    name: "gse_players",
    help: "Player slots that are reserved or taken",
    registers: [registry],
    collect() {
      this.set(host().counts().players);
    },
  });
}

/** One word for each process: what keeps it from a session, if anything does. */
function stateOf({ status, isShielded, sessionId }: GameServerProcess): string {
  if (status === "ENDING") return "ending";
  if (sessionId !== null) return "busy";
  return isShielded ? "shielded" : "idle";
}
