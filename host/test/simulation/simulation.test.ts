import { describe, expect, test } from "vitest";
import { SqliteJournal } from "../../src/journal/index.js";
import type { Changes } from "../../src/ports/index.js";
import { shrink } from "../../src/simulation/shrink.js";
import { simulate, type SimulationOptions } from "../../src/simulation/simulation.js";
import { MemoryDisk, MemoryJournal } from "../../src/testing/memory-journal.js";
import { useTempDir } from "../support/use-temp-dir.js";

describe("a simulation", () => {
  test("has the same history again for the same seed, and another one for another", async () => {
    const told = { steps: 300, isTold: true };
    const [one, again, another] = [
      await simulate({ seed: 7, ...told }),
      await simulate({ seed: 7, ...told }),
      await simulate({ seed: 8, ...told }),
    ];
    expect(one.history.length).toBeGreaterThan(300);
    expect(again.history).toEqual(one.history);
    expect(another.history).not.toEqual(one.history);
  });

  test("has the same history whether it is told or not", async () => {
    const [told, untold] = [
      await simulate({ seed: 7, steps: 200, isTold: true }),
      await simulate({ seed: 7, steps: 200 }),
    ];
    expect(untold.history).toEqual([]);
    expect(untold.coverage.entries()).toEqual(told.coverage.entries());
  });

  test("holds on SQLite as well", { timeout: 60_000 }, async () => {
    for (const seed of [1, 2, 3, 4]) {
      const dataDir = useTempDir();
      const { broken } = await simulate({ seed, steps: 250, emptyData: () => () => new SqliteJournal(dataDir) });
      expect(broken).toBeUndefined();
    }
  });
});

/** Forgets each third player, as a journal would that does not write what it acknowledges. */
class ForgetfulJournal extends MemoryJournal {
  override commit(changes: Changes): void {
    super.commit({ ...changes, players: changes.players.filter(({ seq }) => seq % 3 !== 0) });
  }
}

function forgetful(): () => MemoryJournal {
  const disk = new MemoryDisk();
  return () => new ForgetfulJournal(disk);
}

test(
  "a history that breaks an invariant is cut down to what it takes, and broken again by that",
  { timeout: 60_000 },
  async () => {
    const options: SimulationOptions = { seed: 3, steps: 1_000, emptyData: forgetful };
    const { broken } = await simulate(options);
    if (broken === undefined) throw new Error("nobody misses the players");
    const { only, result } = await shrink(options, broken);
    expect(result.broken?.invariant).toBe(broken.invariant);
    expect(result.history.join("\n")).toContain(`BROKEN: ${broken.invariant}`);
    expect(only.size).toBeLessThan(50);
    expect((await simulate({ ...options, only })).broken).toEqual(result.broken);
  },
);
