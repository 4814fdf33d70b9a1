import fc from "fast-check";
import { expect, test } from "vitest";
import { step, upSettings, World, type Step } from "../../src/engine/index.js";
import { holdsSlot, isOpen, type Command } from "../../src/model/index.js";
import { anyCall, anyDelayMs, anyObservation, type Known } from "../support/any-command.js";
import { brokenInvariants, snapshotOf } from "../support/broken-invariants.js";
import { atMs, create, join, noChanges, ready } from "../support/builders.js";
import { MemoryDisk, MemoryJournal } from "../../src/testing/memory-journal.js";

const settings = {
  ...upSettings,
  fleet: { ...upSettings.fleet, activationTimeoutMs: 90_000, protectionTimeLimitMs: 400_000 },
};

const anyTurn = fc.record({
  delayMs: anyDelayMs,
  commands: fc.array(fc.oneof({ weight: 9, arbitrary: anyCall }, { weight: 1, arbitrary: anyObservation }), {
    minLength: 1,
    maxLength: 4,
  }),
  then: fc.oneof(
    { weight: 12, arbitrary: fc.constant("commit" as const) },
    { weight: 2, arbitrary: fc.constant("rollBack" as const) },
    { weight: 1, arbitrary: fc.constant("restart" as const) },
  ),
});

/** What the engine must never decide, seen from before and after one command. */
function checkDecision(before: ReturnType<typeof snapshotOf>, command: Command, decided: Step<Command>) {
  for (const effect of decided.effects) {
    if (effect.do === "startSession" && command.type !== "resume") {
      expect(effect.process).toMatchObject({ status: "ACTIVE", isShielded: false, sessionId: effect.session.id });
      expect(before.processes.find(({ id }) => id === effect.process.id)?.isShielded ?? false).toBe(false);
    }
  }
}

function knownOf(disk: MemoryDisk, live: ReturnType<typeof snapshotOf>): Known {
  const everyProcess = [...disk.processes.values(), ...live.processes];
  const pids = new Map(everyProcess.map(({ id, pid }) => [id, pid]));
  const sessions = [...[...disk.sessions.values()].filter((row) => !isOpen(row)), ...live.sessions];
  const pidOf = new Map(sessions.map(({ id, processId }) => [id, pids.get(processId) ?? 101]));
  const players = [...[...disk.players.values()].filter((row) => !holdsSlot(row)), ...live.players];
  return {
    sessions: sessions.map(({ id }) => ({ sessionId: id, pid: pidOf.get(id) ?? 101 })),
    players: players.map(({ id, gameServerSessionId }) => ({
      playerSessionId: id,
      sessionId: gameServerSessionId,
      pid: pidOf.get(gameServerSessionId) ?? 101,
    })),
    processIds: live.processes.map(({ id }) => id),
  };
}

test("the world keeps its invariants, rolls back to what it was, and is found again after a restart", () => {
  fc.assert(
    fc.property(fc.array(anyTurn, { minLength: 20, maxLength: 60, size: "max" }), (turns) => {
      const disk = new MemoryDisk();
      const journal = new MemoryJournal(disk);
      let nowMs = atMs;
      let ids = 0;
      const uuid = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`;
      const load = () =>
        new World(
          journal.load(() => nowMs - settings.fleet.creatorPeriodMs),
          journal,
        );
      let world = load();

      const decide = (command: Command): void => {
        const before = snapshotOf(world);
        checkDecision(before, command, step({ world, settings, uuid }, command, nowMs));
        const after = snapshotOf(world);
        expect(brokenInvariants(after)).toEqual([]);
        for (const next of [after.nextActivationAtMs, after.nextReservationAtMs, after.nextEndAtMs])
          expect(next ?? Infinity).toBeGreaterThan(nowMs);
      };

      for (const { delayMs, commands, then } of turns) {
        nowMs += delayMs;
        const before = snapshotOf(world);
        for (const command of commands) decide(command(knownOf(disk, snapshotOf(world))));
        if (then === "rollBack") {
          world.rollBack();
          expect(snapshotOf(world)).toEqual(before);
          expect(world.changes()).toEqual(noChanges);
          continue;
        }
        journal.commit(world.changes());
        world.commit();
        // What was kept step by step is what would be built from the rows alone.
        const rebuilt = load();
        rebuilt.forgetCreations(nowMs);
        expect(snapshotOf(rebuilt, false)).toEqual(snapshotOf(world, false));
        if (then !== "restart") continue;
        world = load();
        decide({ type: "resume" });
        journal.commit(world.changes());
        world.commit();
      }
    }),
    { numRuns: 300 },
  );
});

test("a command that fails half-way leaves the world as it was, with what fell due in it; that happens later", () => {
  const journal = new MemoryJournal();
  const world = new World(
    journal.load(() => 0),
    journal,
  );
  let ids = 0;
  const uuid = () => `id-${String(++ids)}`;
  const run = (command: Command, nowMs = atMs, id = uuid) => step({ world, settings, uuid: id }, command, nowMs);
  run(ready(101));
  run(create());
  const [session] = world.sessions.values();
  const { id: sessionId } = session!;
  run({ type: "activateGameServerSession", pid: 101, sessionId, maxPlayers: 0 });
  run(join(sessionId, "ada"));
  world.commit();

  const before = snapshotOf(world);
  const onlyOne = () => {
    if (++ids > 100) throw new Error("no id left");
    ids = 100;
    return "the last one";
  };
  expect(() => run(join(sessionId, "bob", "cleo"), atMs + 60_000, onlyOne)).toThrow("no id left");
  expect(snapshotOf(world)).toEqual(before);
  expect(world.changes()).toEqual(noChanges);
  run({ type: "tick" }, atMs + 60_000);
  expect(world.changes().players).toMatchObject([{ playerId: "ada", status: "TIMEDOUT" }]);
});
