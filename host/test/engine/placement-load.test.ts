import { expect, test } from "vitest";
import { placementKey, type FleetId, type Placement, type PlacementStatus } from "../../src/model/index.js";
import { Random } from "../../src/simulation/random.js";
import { aDesign, newAsset } from "../support/a-fleet.js";
import { anEngine } from "../support/an-engine.js";
import { aPlayingMachine, type Play } from "../support/a-playing-machine.js";
import { createQueue, fleetArn, start } from "../support/a-queue.js";

const regions = ["ap-shanghai", "na-siliconvalley", "eu-frankfurt", "ap-tokyo"] as const;
const FLEETS_IN_REGION = 10;
const PLACEMENTS = 10_000;
const ARRIVE_WITHIN_MS = 60_000;

/** 80 ms for 10 s, 150 ms for 20 s, then 250 ms. */
const latencyPolicies = [
  { maxLatencyMs: 80, durationMs: 10_000 },
  { maxLatencyMs: 150, durationMs: 20_000 },
  { maxLatencyMs: 250, durationMs: null },
];
const queues = { order: [], stages: latencyPolicies } as const;

/** How far the furthest player is: by the words of the rule, not by the engine's code. */
const furthest = ({ latencies, desiredPlayers }: Placement, region: string): number =>
  Math.max(
    ...desiredPlayers.map(({ playerId }) => {
      const found = latencies.find((one) => one.playerId === playerId && one.region === region)?.latencyMs ?? 0;
      return found === 0 ? Infinity : found;
    }),
  );

/** The most that a placement in that queue may be away now. */
const allowed = (placement: Placement, nowMs: number): number => {
  if (placement.queueName === "order") return 59_999;
  const waitedMs = nowMs - placement.startedAtMs;
  const now = waitedMs < 10_000 ? 0 : waitedMs < 30_000 ? 1 : 2;
  const most = latencyPolicies.slice(now).map(({ maxLatencyMs }) => maxLatencyMs);
  return most.find((ms) => regions.some((region) => furthest(placement, region) <= ms)) ?? 0;
};

test(
  "10,000 placements over 4 regions and 40 fleets that fail and return: each ends once, none too far away, none beside an idle process",
  { timeout: 60_000 },
  () => {
    const random = new Random(20_261_121, 0);
    const engine = anEngine();
    const begunAtMs = engine.now();
    const ends = new Map<string, PlacementStatus>();
    const waiting = new Map<string, Placement>();
    const wrong: string[] = [];
    const play = (): Play => {
      if (!random.onceIn(20))
        return { kind: "hosts", activatesAfterMs: random.between(20, 200), lastsMs: random.between(500, 3_000) };
      return { kind: random.pick(["refuses", "crashes", "hangs"] as const), afterMs: random.between(20, 200) };
    };
    const machine = aPlayingMachine(engine, {
      play,
      onEvent: (event) => {
        if (event.type === "placementTried") {
          const { placement } = event;
          const region = placement.session?.region ?? "";
          if (furthest(placement, region) > allowed(placement, engine.now()))
            wrong.push(`${placement.id} is tried in ${region} at ${String(furthest(placement, region))} ms`);
        } else if (event.type === "placementEnded") {
          if (ends.has(event.placement.id)) wrong.push(`${event.placement.id} ended twice`);
          ends.set(event.placement.id, event.placement.status);
          waiting.delete(event.placement.id);
        }
      },
    });

    const fleets: { readonly id: FleetId; readonly region: string }[] = [];
    for (const region of regions) {
      const asset = engine.ok(newAsset({ region, blob: `blob-${region}` }));
      for (let count = 0; count < FLEETS_IN_REGION; count++) {
        const runtime = { ...aDesign(asset).runtime, activationTimeoutSeconds: 5 };
        const serverProcesses = [{ launchPath: "/local/game/server", parameters: "", concurrentExecutions: 6 }];
        const design = aDesign(asset, { runtime: { ...runtime, serverProcesses } });
        const created = engine.run({ type: "createFleet", region, design });
        if (!created.reply.ok) throw new Error(created.reply.refusal.message);
        fleets.push({ id: created.reply.value.id, region });
        created.effects.forEach(machine.carryOut);
      }
    }
    while (machine.goOn(begunAtMs + 5_000)) if (wrong.length > 0) break;
    expect(engine.world.loads.idle).toBe(240);

    // In an order of their own, so that regions and fleets come by turns.
    const destinations = fleets.map(({ id, region }) => fleetArn(id, region)).sort(() => random.below(3) - 1);
    for (const [name, policies] of Object.entries(queues))
      engine.ok(createQueue({ name, destinations, latencyPolicies: policies }));

    for (let count = 0; count < PLACEMENTS; count++)
      machine.later(random.below(ARRIVE_WITHIN_MS), () => {
        const desiredPlayers = Array.from({ length: random.between(1, 4) }, (_, index) => ({
          playerId: `player-${String(index)}`,
          playerData: "",
        }));
        const latencies = desiredPlayers.flatMap(({ playerId }) =>
          regions.map((region) => ({ playerId, region, latencyMs: random.onceIn(12) ? 0 : random.between(10, 260) })),
        );
        const queueName = random.onceIn(2) ? "order" : "stages";
        machine.say(start(`match-${String(count)}`, { queueName, desiredPlayers, latencies }));
        const placement = engine.world.queueing.placements.get(placementKey(regions[0], `match-${String(count)}`));
        if (placement !== undefined) waiting.set(placement.id, placement);
      });
    for (let atMs = 2_000; atMs < ARRIVE_WITHIN_MS; atMs += 1_500)
      machine.later(atMs, () => {
        const { id: fleetId } = random.pick(fleets);
        const desired = engine.world.findFleet(fleetId)?.capacity.desired === 0 ? 1 : 0;
        machine.say({ type: "updateFleetCapacity", fleetId, desired });
        if (desired === 0)
          machine.later(10_000, () => machine.say({ type: "updateFleetCapacity", fleetId, desired: 1 }));
      });

    /** Who waits, and could be placed on what is idle. */
    const lookForIdle = (): void => {
      const { world } = engine;
      if (world.loads.idle === 0) return;
      for (const { id, fleetId, instanceId, status, isShielded, sessionId } of world.processes.values()) {
        if (status !== "ACTIVE" || isShielded || sessionId !== null || instanceId === null || fleetId === null)
          continue;
        if (world.deployment.instances.get(instanceId)?.status !== "ACTIVE") continue;
        const region = world.findFleet(fleetId)?.region ?? "";
        for (const { id: key } of waiting.values()) {
          const placement = world.queueing.placements.get(key);
          if (placement === undefined || placement.session !== null) continue;
          if (placement.failedOn.some(({ processId }) => processId === id)) continue;
          if (furthest(placement, region) <= allowed(placement, engine.now()))
            wrong.push(`${key} waits beside ${id} in ${region}`);
        }
      }
    };
    let steps = 0;
    let mostWaiting = 0;
    while (ends.size < PLACEMENTS && wrong.length === 0 && machine.goOn(begunAtMs + 900_000)) {
      mostWaiting = Math.max(mostWaiting, waiting.size);
      if (++steps % 100 === 0) lookForIdle();
    }
    expect(wrong).toEqual([]);
    expect(ends.size).toBe(PLACEMENTS);
    const counts = Object.fromEntries(["FULFILLED", "FAILED", "TIMED_OUT"].map((status) => [status, 0]));
    for (const status of ends.values()) counts[status] = (counts[status] ?? 0) + 1;
    // So much is asked for at once that thousands wait, and all are served but those that nobody can reach.
    expect(mostWaiting).toBeGreaterThan(1_000);
    expect(counts["FULFILLED"]).toBeGreaterThan(6_000);
    expect(counts["FAILED"]).toBeGreaterThan(20);
    console.info(`${JSON.stringify(counts)}, ${String(mostWaiting)} at once, ${String(steps)} steps`);
  },
);
