import fc from "fast-check";
import { expect, test } from "vitest";
import { groupPlayers, type Player } from "../src/group-players.js";

const aPlayer = (id: string, latencies: Readonly<Record<string, number>>): Player => ({
  id,
  latencies: new Map(Object.entries(latencies)),
});

const ids = (players: readonly Player[]): readonly string[] => players.map(({ id }) => id);

test("those who wait longest play first, in the nearest region where there are enough", () => {
  const waiting = [
    aPlayer("ada", { east: 20, west: 140 }),
    aPlayer("bob", { west: 30 }),
    aPlayer("eve", { west: 40, east: 500 }),
    aPlayer("joe", { north: 10 }),
    aPlayer("zoe", { west: 10, east: 100 }),
  ];
  const { groups, left } = groupPlayers(waiting, { size: 2, maxLatencyMs: 150 });
  expect(groups.map(ids)).toEqual([
    ["ada", "zoe"],
    ["bob", "eve"],
  ]);
  expect(ids(left)).toEqual(["joe"]);
});

const regions = ["east", "north", "west"];
const latencies = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...regions), fc.integer({ min: 1, max: 300 })), {
    selector: ([region]) => region,
  })
  .map((list) => new Map(list));

const MAX_MS = 150;
const canPlay = (region: string, { latencies: known }: Player): boolean => (known.get(region) ?? Infinity) <= MAX_MS;

test("a group can always play somewhere, nobody is in two, and whoever is left has not enough company anywhere", () => {
  fc.assert(
    fc.property(fc.array(latencies, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (known, size) => {
      const waiting = known.map((one, at) => ({ id: String(at), latencies: one }));
      const { groups, left } = groupPlayers(waiting, { size, maxLatencyMs: MAX_MS });
      for (const group of groups) {
        expect(group).toHaveLength(size);
        expect(regions.some((region) => group.every((player) => canPlay(region, player)))).toBe(true);
      }
      const byId = (a: Player, b: Player): number => Number(a.id) - Number(b.id);
      expect([...groups.flat(), ...left].sort(byId)).toEqual(waiting);
      expect([...left].sort(byId)).toEqual(left);
      for (const region of regions) expect(left.filter((player) => canPlay(region, player)).length).toBeLessThan(size);
    }),
  );
});
