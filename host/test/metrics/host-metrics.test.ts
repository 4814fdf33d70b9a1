import { readFileSync } from "node:fs";
import { Registry } from "prom-client";
import { describe, expect, test } from "vitest";
import { EventLoopLag } from "../../src/metrics/event-loop-lag.js";
import type { FleetEvent, FleetEventId, FleetId } from "../../src/model/index.js";
import { aDesign, anAsset, newAsset } from "../support/a-fleet.js";
import { createQueue, start as startPlacement } from "../support/a-queue.js";
import { create, join, ready } from "../support/builders.js";
import { useManualClock } from "../support/use-manual-clock.js";
import { useMetrics } from "./use-metrics.js";

const guide = readFileSync(new URL("../../../docs/guides/operating.md", import.meta.url), "utf8");

describe("the metrics", () => {
  test("have the names and kinds that the guide says, all of them", async () => {
    const { metrics } = await useMetrics();
    const text = await metrics.text();
    const kinds = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, kind]) => `${name ?? ""} ${kind ?? ""}`);
    const told = [...guide.matchAll(/^\| `([a-z_]+)`(?: by [^|]*)? \| (counter|gauge|histogram) \|/gm)].map(
      ([, name, kind]) => `${name ?? ""} ${kind ?? ""}`,
    );
    expect(told.sort()).toEqual(kinds.sort());
  });

  test("count what is live, each by its state, also where there is none", async () => {
    const { gse, sample } = await useMetrics();
    expect(await sample('gse_processes{state="idle"}')).toBe(0);
    expect(await sample('gse_fleets{status="ACTIVE"}')).toBe(0);
    expect(await sample('gse_instances{status="PENDING"}')).toBe(0);
    expect(await sample('gse_launches{status="READY"}')).toBe(0);
    for (const pid of [101, 102, 103]) await gse.ok(ready(pid));
    const { id: sessionId } = await gse.ok(create());
    expect(await sample('gse_processes{state="idle"}')).toBe(2);
    expect(await sample('gse_processes{state="busy"}')).toBe(1);
    expect(await sample('gse_sessions{status="ACTIVATING"}')).toBe(1);
    await gse.ok({ type: "activateGameServerSession", pid: 101, sessionId, maxPlayers: 0 });
    await gse.ok(join(sessionId, "ada", "bob"));
    expect(await sample('gse_sessions{status="ACTIVATING"}')).toBe(0);
    expect(await sample('gse_sessions{status="ACTIVE"}')).toBe(1);
    expect(await sample("gse_players")).toBe(2);
    const [process] = gse.host.live().processes;
    await gse.ok({ type: "endProcess", processId: process!.id, endsAtMs: null, reason: "a test" });
    expect(await sample('gse_processes{state="ending"}')).toBe(1);
    expect(await sample('gse_processes{state="busy"}')).toBe(0);
  });

  test("sum up what the processes of each fleet cost the machine", async () => {
    const { gse, sample } = await useMetrics();
    const { id: assetId } = await gse.ok(newAsset());
    const design = aDesign(anAsset({ id: assetId }));
    const { id } = await gse.ok({ type: "createFleet", region: "ap-shanghai", design });
    await gse.settled();
    expect(gse.machine.launched).toHaveLength(2);
    expect(await sample(`gse_fleet_memory_bytes{fleet="${id}"}`)).toBe(100_000_000);
    expect(await sample(`gse_fleet_processor_seconds{fleet="${id}"}`)).toBe(3);
  });

  test("count what happened", async () => {
    const { gse, sample } = await useMetrics();
    await gse.ok(ready(101));
    await gse.ok(ready(101));
    const { id: sessionId } = await gse.ok(create());
    await gse.clock.advance(30);
    await gse.ok({ type: "activateGameServerSession", pid: 101, sessionId, maxPlayers: 0 });
    const [ada] = await gse.ok(join(sessionId, "ada", "bob"));
    const accept = { type: "acceptPlayerSession", requestId: "r", sessionId, playerSessionId: ada!.id } as const;
    await gse.ok({ ...accept, pid: 101 });
    gse.link.answer = () => ({ kind: "refused", reason: "ill" });
    await gse.clock.advance(60_000);
    await gse.ok({ type: "processEnding", pid: 101 });

    expect(await sample("gse_processes_ready_total")).toBe(1);
    expect(await sample("gse_processes_ended_total")).toBe(1);
    expect(await sample("gse_sessions_created_total")).toBe(1);
    expect(await sample('gse_sessions_ended_total{status="TERMINATED"}')).toBe(1);
    expect(await sample("gse_players_reserved_total")).toBe(2);
    expect(await sample("gse_players_accepted_total")).toBe(1);
    expect(await sample('gse_players_ended_total{status="TIMEDOUT"}')).toBe(1);
    expect(await sample('gse_players_ended_total{status="COMPLETED"}')).toBe(1);
    expect(await sample('gse_health_checks_total{result="failed"}')).toBe(1);
    expect(await sample("gse_session_activation_seconds_sum")).toBe(0.03);
    expect(await sample('gse_session_activation_seconds_bucket{le="0.02"}')).toBe(0);
    expect(await sample('gse_session_activation_seconds_bucket{le="0.05"}')).toBe(1);
  });

  test("count placements that wait, begin and end, by how and where, and how long they took", async () => {
    const { gse, sample } = await useMetrics();
    await gse.ok(ready(101));
    await gse.ok(createQueue({ destinations: ["qcs::gse:local::fleet/fleet-1"], timeoutSeconds: 60 }));
    await gse.ok(startPlacement("a"));
    await gse.ok(startPlacement("b"));
    expect(await sample('gse_placements{state="activating"}')).toBe(1);
    expect(await sample('gse_placements{state="waiting"}')).toBe(1);
    await gse.clock.advance(200);
    const [session] = gse.host.live().sessions;
    await gse.ok({ type: "activateGameServerSession", pid: 101, sessionId: session!.id, maxPlayers: 0 });
    await gse.clock.advance(60_000);
    expect(await sample('gse_placements{state="waiting"}')).toBe(0);
    expect(await sample("gse_placements_started_total")).toBe(2);
    expect(await sample('gse_placements_ended_total{status="FULFILLED",region="ap-shanghai"}')).toBe(1);
    expect(await sample('gse_placements_ended_total{status="TIMED_OUT",region=""}')).toBe(1);
    expect(await sample('gse_placement_seconds_sum{status="FULFILLED"}')).toBe(0.2);
    expect(await sample('gse_placements_first_choice_total{outcome="taken"}')).toBe(1);
    expect(await sample("gse_placements_nearest_total")).toBe(0);
    expect(await sample('gse_placement_seconds_sum{status="TIMED_OUT"}')).toBe(60);
  });

  test("count crashes among the events of fleets", async () => {
    const { metrics, sample } = await useMetrics();
    const event: FleetEvent = {
      id: "event-1" as FleetEventId,
      seq: 1,
      fleetId: "fleet-1" as FleetId,
      code: "SERVER_PROCESS_CRASHED",
      atMs: 0,
      message: "",
      log: "",
    };
    metrics.onEvent({ type: "fleetEvent", event });
    expect(await sample('gse_fleet_events_total{code="SERVER_PROCESS_CRASHED"}')).toBe(1);
  });

  test("tell how the disk fares", async () => {
    const { gse, sample, metrics } = await useMetrics();
    await gse.ok(ready(101));
    expect(await sample("gse_commit_seconds_count")).toBe(1);
    expect(await sample("gse_commit_rows_sum")).toBe(1);
    metrics.committed(100, 30);
    expect(await sample("gse_commit_seconds_sum")).toBe(0.03);
    gse.journal.isFull = true;
    await expect(gse.host.execute(ready(102))).rejects.toThrow("full");
    expect(await sample("gse_commit_failures_total")).toBe(1);
    expect(await sample("gse_commit_seconds_count")).toBe(2);
  });

  test("tell how long calls took, by name and outcome", async () => {
    const { metrics, sample } = await useMetrics();
    metrics.apiCalled("CreateGameServerSession", "OK", 4);
    metrics.apiCalled("CreateGameServerSession", "ResourceInsufficient", 2);
    metrics.agentCalled("ProcessReady", "ok", 3);
    const labels = 'action="CreateGameServerSession",code="OK"';
    expect(await sample(`gse_api_call_seconds_sum{${labels}}`)).toBe(0.004);
    expect(await sample(`gse_api_call_seconds_bucket{le="0.0025",${labels}}`)).toBe(0);
    expect(await sample(`gse_api_call_seconds_bucket{le="0.005",${labels}}`)).toBe(1);
    expect(await sample('gse_agent_call_seconds_count{call="ProcessReady",result="ok"}')).toBe(1);
  });

  test("tell of the host itself", async () => {
    const { sample } = await useMetrics();
    expect(await sample(`gse_build_info{version="1.2.3",node="${process.version}"}`)).toBe(1);
    expect(await sample("process_cpu_seconds_total")).toBeGreaterThan(0);
    expect(await sample("process_resident_memory_bytes")).toBeGreaterThan(10_000_000);
    const before = (await sample("process_cpu_seconds_total")) ?? 0;
    expect(await sample("process_cpu_seconds_total")).toBeLessThan(before + 1);
  });

  test("never name a session, a player or a process: their number has no end", async () => {
    const { gse, metrics } = await useMetrics();
    await gse.ok(ready(101));
    const { id: sessionId, processId } = await gse.ok(create());
    await gse.ok({ type: "activateGameServerSession", pid: 101, sessionId, maxPlayers: 0 });
    const [ada] = await gse.ok(join(sessionId, "player-ada"));
    const text = await metrics.text();
    for (const id of [sessionId, processId, ada!.id, "player-ada", "fleet-1"]) expect(text).not.toContain(id);
  });
});

describe("the event loop's lag", () => {
  test("is how much later a timer fires than it should", async () => {
    const registry = new Registry();
    const clock = useManualClock();
    let nowMs = 0;
    const lag = new EventLoopLag(registry, clock, () => nowMs);
    lag.start();
    nowMs = 130;
    await clock.advance(100);
    const text = await registry.metrics();
    expect(text).toContain("gse_event_loop_lag_seconds_sum 0.03\n");
    expect(text).toContain('gse_event_loop_lag_seconds_bucket{le="0.02"} 0\n');
    lag.close();
    expect(clock.pendingTimers).toBe(0);
  });
});
