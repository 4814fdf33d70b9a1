import { describe, expect, test } from "vitest";
import { aGame } from "./support/a-game.js";
import { join } from "./support/builders.js";
import { textLike } from "./support/text-like.js";
import { useHost } from "./support/use-host.js";

describe("a turn whose rows the disk does not have yet", () => {
  test("answers nobody and does nothing; what comes meanwhile is the next turn", async () => {
    const gse = await useHost();
    const { id } = await aGame(gse);
    gse.events.length = 0;
    const flushes: NonNullable<typeof gse.journal.flushes> = [];
    gse.journal.flushes = flushes;
    const answered: string[] = [];
    const ask = (name: string) => gse.ok(join(id, name)).then(() => answered.push(name));
    const ada = ask("ada");
    await gse.settled();
    const before = gse.journal.commits;
    const others = ["bob", "cleo"].map(ask);
    await gse.settled();
    expect(gse.journal.commits).toBe(before);
    expect([answered, gse.events, flushes.length]).toEqual([[], [], 1]);
    flushes[0]?.done();
    await ada;
    await gse.settled();
    expect([answered, gse.journal.commits, flushes.length]).toEqual([["ada"], before + 1, 2]);
    flushes[1]?.done();
    await Promise.all(others);
    expect(answered).toEqual(["ada", "bob", "cleo"]);
  });

  test("is answered before the host closes, and so is what came meanwhile", async () => {
    const gse = await useHost();
    const { id } = await aGame(gse);
    gse.journal.flushes = [];
    const ada = gse.ok(join(id, "ada"));
    await gse.settled();
    const bob = gse.ok(join(id, "bob"));
    gse.host.close();
    expect(await Promise.all([ada, bob])).toMatchObject([[{ playerId: "ada" }], [{ playerId: "bob" }]]);
    await expect(gse.ok(join(id, "cleo"))).rejects.toThrow("the host is closing");
  });

  test("is denied when nobody can tell whether the disk has it, and nothing more is taken on top of it", async () => {
    const gse = await useHost();
    const { id } = await aGame(gse);
    const flushes: NonNullable<typeof gse.journal.flushes> = [];
    gse.journal.flushes = flushes;
    const ada = gse.ok(join(id, "ada"));
    await gse.settled();
    const bob = gse.ok(join(id, "bob"));
    gse.events.length = 0;
    const outcomes = Promise.allSettled([ada, bob]);
    flushes[0]?.failed(new Error("the disk failed"));
    expect(await outcomes).toMatchObject([
      { status: "rejected", reason: { message: "the disk failed" } },
      { status: "rejected", reason: { message: textLike(/the host is closing/) } },
    ]);
    expect(gse.events).toEqual([]);
    expect(gse.faults).toEqual([textLike(/bring a turn to the disk: Error: the disk failed/)]);
    expect(gse.broken()).toBe(1);
    expect(gse.clock.pendingTimers).toBe(0);
  });
});
