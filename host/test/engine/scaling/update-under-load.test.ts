import { expect, test } from "vitest";
import { anEngine } from "../../support/an-engine.js";
import { create } from "../../support/builders.js";
import { aScaledFleet } from "./a-scaled-fleet.js";
import { aTarget } from "./some-numbers.js";

const GAME_MINUTES = 12;
const GAMES_PER_MINUTE = 2;

test("a game is updated under load: the old fleet goes as its games end, the new one takes over, and nobody notices", () => {
  const engine = anEngine();
  const fleet = (pidsFrom: number) =>
    aScaledFleet({
      engine,
      pidsFrom,
      max: 5,
      processes: 8,
      policies: [aTarget(30)],
      design: { protectionPolicy: "FullProtection" },
    });
  const old = fleet(1_000);
  engine.ok({ type: "updateFleetCapacity", fleetId: old.id, min: 5 });
  old.settle();
  const { id: aliasId } = engine.ok({
    type: "createAlias",
    region: "ap-shanghai",
    name: "live",
    description: "",
    routing: { type: "SIMPLE", fleetId: old.id, message: "" },
    tags: [],
  });
  const { fleetId: _fleetId, ...wanted } = create();
  const games: { readonly id: ReturnType<typeof begin>; readonly endsAt: number }[] = [];
  const begin = () => {
    const { id: sessionId, processId } = engine.ok({ ...wanted, aliasId });
    const pid = engine.world.processes.get(processId)?.pid ?? 0;
    engine.ok({ type: "activateGameServerSession", pid, sessionId, maxPlayers: 0 });
    return sessionId;
  };
  let minute = 0;
  let ended = 0;
  const playFor = (minutes: number, all: readonly ReturnType<typeof fleet>[]): void => {
    for (const until = minute + minutes; minute < until; minute++) {
      for (let made = 0; made < GAMES_PER_MINUTE; made++) games.push({ id: begin(), endsAt: minute + GAME_MINUTES });
      for (const { id, endsAt } of games) {
        const session = engine.world.sessions.get(id);
        // A game ends when it is over, not sooner.
        expect(session === undefined).toBe(endsAt < minute);
        if (session === undefined || endsAt !== minute) continue;
        const pid = engine.world.processes.get(session.processId)?.pid ?? 0;
        engine.ok({ type: "terminateGameServerSession", pid, sessionId: id });
        ended++;
      }
      for (const one of all) one.settle();
      engine.pass(60_000);
      for (const one of all) one.settle();
    }
  };

  playFor(20, [old]);
  engine.ok({ type: "updateFleetCapacity", fleetId: old.id, min: 0 });
  playFor(40, [old]);
  const size = old.size();
  expect(size).toBeGreaterThan(3);

  const next = fleet(1_000_000);
  engine.ok({ type: "updateFleetCapacity", fleetId: next.id, min: size });
  next.settle();
  engine.ok({ type: "updateAlias", aliasId, routing: { type: "SIMPLE", fleetId: next.id, message: "" } });
  // As many as the old one has, until the new one has its own load.
  playFor(20, [old, next]);
  engine.ok({ type: "updateFleetCapacity", fleetId: next.id, min: 0 });
  playFor(40, [old, next]);
  expect(old.size()).toBe(0);
  expect(old.instances()).toEqual([]);
  expect(next.size()).toBe(size);
  expect(ended).toBe((120 - GAME_MINUTES) * GAMES_PER_MINUTE);
  engine.ok({ type: "deleteFleet", fleetId: old.id });
});
