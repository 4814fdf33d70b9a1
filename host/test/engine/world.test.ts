import { expect, test } from "vitest";
import { step, upSettings, World } from "../../src/engine/index.js";
import type { Command } from "../../src/model/index.js";
import { pictureOf } from "../../src/simulation/world-picture.js";
import { MemoryJournal } from "../../src/testing/memory-journal.js";
import { atMs, create, join, noChanges, ready } from "../support/builders.js";

// Whether the world rolls back to what it was, and is found again after a restart, is seen in host/test/simulation.
test("a command that fails half-way leaves the world as it was, with what fell due in it; that happens later", () => {
  const journal = new MemoryJournal();
  const world = new World(
    journal.load(() => 0),
    journal,
  );
  let ids = 0;
  const uuid = () => `id-${String(++ids)}`;
  const run = (command: Command, nowMs = atMs, id = uuid) =>
    step({ world, settings: upSettings, uuid: id }, command, nowMs);
  run(ready(101));
  run(create());
  const [session] = world.sessions.values();
  const { id: sessionId } = session!;
  run({ type: "activateGameServerSession", pid: 101, sessionId, maxPlayers: 0 });
  run(join(sessionId, "ada"));
  world.commit();

  const before = pictureOf(world, { withMemory: true });
  const onlyOne = () => {
    if (++ids > 100) throw new Error("no id left");
    ids = 100;
    return "the last one";
  };
  expect(() => run(join(sessionId, "bob", "cleo"), atMs + 60_000, onlyOne)).toThrow("no id left");
  expect(pictureOf(world, { withMemory: true })).toBe(before);
  expect(world.changes()).toEqual(noChanges);
  run({ type: "tick" }, atMs + 60_000);
  expect(world.changes().players).toMatchObject([{ playerId: "ada", status: "TIMEDOUT" }]);
});
