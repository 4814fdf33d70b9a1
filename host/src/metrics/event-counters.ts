import { Counter, Histogram, type Registry } from "prom-client";
import type { HostEvent } from "../model/index.js";
import type { Clock } from "../ports/index.js";

/** Counts what happens on the host, from its events. No label names a session, a player or a process: their number has no end. */
export function eventCounters(registry: Registry, clock: Clock): (event: HostEvent) => void {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, ...labelNames: readonly Label[]) =>
    new Counter({ name, help, labelNames, registers });

  const sessionsCreated = counter("gse_sessions_created_total", "Game server sessions that were created");
  const sessionsEnded = counter("gse_sessions_ended_total", "Game server sessions that ended, by how", "status");
  const playersReserved = counter("gse_players_reserved_total", "Player slots that were reserved");
  const playersAccepted = counter("gse_players_accepted_total", "Players whom a game server accepted");
  const playersEnded = counter("gse_players_ended_total", "Player sessions that ended, by how", "status");
  const processesReady = counter("gse_processes_ready_total", "Processes that called ProcessReady for the first time");
  const processesEnded = counter("gse_processes_ended_total", "Processes that had been ready and ended");
  const healthChecks = counter(
    "gse_health_checks_total",
    "Health checks that were answered, or should have been",
    "result",
  );
  const fleetEvents = counter("gse_fleet_events_total", "Events of fleets; crashes are SERVER_PROCESS_CRASHED", "code");
  const activation = new Histogram({
    name: "gse_session_activation_seconds",
    help: "From CreateGameServerSession to ActivateGameServerSession",
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300],
    registers,
  });

  const placementsStarted = counter("gse_placements_started_total", "Placements that were asked for");
  const placementsEnded = counter(
    "gse_placements_ended_total",
    "Placements that ended, by how, and by the region of their session",
    "status",
    "region",
  );
  const firstChoice = counter(
    "gse_placements_first_choice_total",
    "Placements that were fulfilled, by what became of the first destination of their queue",
    "outcome",
  );
  const nearest = counter(
    "gse_placements_nearest_total",
    "Placements that were fulfilled in the region that was nearest to their players",
  );
  const instancesFailed = counter(
    "gse_instances_failed_total",
    "Instances that could not be set up, or that the machine had no room for",
  );
  const placementTime = new Histogram({
    name: "gse_placement_seconds",
    help: "From StartGameServerSessionPlacement to the end, by how it ended",
    labelNames: ["status"],
    buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600],
    registers,
  });

  return (event) => {
    if (event.type === "placementStarted") placementsStarted.inc();
    else if (event.type === "placementEnded") {
      const { status, session, choice, startedAtMs, endedAtMs } = event.placement;
      if (choice !== null) firstChoice.inc({ outcome: choice.first });
      if (choice?.isNearest === true) nearest.inc();
      placementsEnded.inc({ status, region: session?.region ?? "" });
      placementTime.observe({ status }, Math.max(0, (endedAtMs ?? startedAtMs) - startedAtMs) / 1_000);
    } else if (event.type === "sessionCreated") sessionsCreated.inc();
    else if (event.type === "sessionActivated")
      activation.observe(Math.max(0, clock.now() - event.session.createdAtMs) / 1_000);
    else if (event.type === "sessionEnded") sessionsEnded.inc({ status: event.session.status });
    else if (event.type === "instanceFailed") instancesFailed.inc();
    else if (event.type === "playerReserved") playersReserved.inc();
    else if (event.type === "playerAccepted") playersAccepted.inc();
    else if (event.type === "playerEnded") playersEnded.inc({ status: event.player.status });
    else if (event.type === "processReady" && !event.again) processesReady.inc();
    else if (event.type === "processEnded") processesEnded.inc();
    else if (event.type === "healthChecked") healthChecks.inc({ result: event.isHealthy ? "ok" : "failed" });
    else if (event.type === "fleetEvent") fleetEvents.inc({ code: event.event.code });
  };
}
