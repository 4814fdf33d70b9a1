import { expect, test } from "vitest";
import type { Player } from "../src/group-players.js";
import { useArena } from "./use-arena.js";

/** No measure of anything: only ends what would wait for ever. */
const soon = { timeout: 10_000 };

const regions = ["ap-shanghai", "na-siliconvalley", "eu-frankfurt"] as const;

/** Each is at home in one region, every second one reaches another one too, and the last four live in the middle. */
function aPlayer(at: number): Player {
  const [home, next, last] = [0, 1, 2].map((step) => regions[(at + step) % 3]!);
  const isInTheMiddle = at >= 36;
  const latencies = new Map([
    [home!, 20 + at],
    [next!, isInTheMiddle || at % 2 === 1 ? 100 + at : 250 + at],
    [last!, isInTheMiddle ? 100 + at : 300],
  ]);
  return { id: `player-${String(at)}`, latencies };
}

test("forty players in three regions play in fours, each where all of the group can play", async () => {
  const arena = await useArena({ regions, size: 4 });
  for (let server = 0; server < 10; server++) await arena.startServer();

  const players = Array.from({ length: 40 }, (_, at) => aPlayer(at));
  const seats = await Promise.all(players.map((player) => arena.matchmaker.join(player)));
  expect(arena.matchmaker.waiting).toBe(0);
  for (const [at, { region }] of seats.entries()) expect(players[at]?.latencies.get(region)).toBeLessThanOrEqual(150);
  expect(new Set(seats.map(({ region }) => region)).size).toBe(3);
  expect(new Set(seats.map(({ playerSessionId }) => playerSessionId)).size).toBe(40);

  // The four of each game are those whom its server was told of, and their seats are in its session.
  const ports = [...new Set(seats.map(({ port }) => port))];
  const together = ports.map((port) =>
    players
      .filter((_, at) => seats[at]?.port === port)
      .map(({ id }) => id)
      .sort(),
  );
  expect(together.map((game) => game.length)).toEqual(Array(10).fill(4));
  const told = arena.told.map((data) => (JSON.parse(data) as { readonly players: readonly string[] }).players);
  expect(told.map((ids) => [...ids].sort()).sort()).toEqual(together.sort());
});

const near = (...ids: readonly string[]): readonly Player[] =>
  ids.map((id) => ({ id, latencies: new Map([["ap-shanghai", 30]]) }));

test("a match that finds no room in time is tried again, before those who came later", async () => {
  const arena = await useArena({ regions: ["ap-shanghai"], size: 2 });
  const [ada, bob, eve] = near("ada", "bob", "eve");
  const seats = Promise.all([arena.matchmaker.join(ada!), arena.matchmaker.join(bob!)]);
  const placements = () => arena.gse.events.flatMap((event) => ("placement" in event ? [event.placement] : []));
  await expect.poll(() => placements().length, soon).toBe(1);
  const late = arena.matchmaker.join(eve!);
  late.catch(() => undefined);

  await arena.gse.advance(60_000);
  await expect.poll(() => placements().map(({ status }) => status), soon).toEqual(["PENDING", "TIMED_OUT", "PENDING"]);
  await arena.startServer();
  expect((await seats).map(({ region }) => region)).toEqual(["ap-shanghai", "ap-shanghai"]);
  expect(arena.matchmaker.waiting).toBe(1);
});

test("a match that finds no room again and again is given up, and its players are told", async () => {
  const arena = await useArena({ regions: ["ap-shanghai"], size: 2 });
  const told = Promise.allSettled(near("ada", "bob").map((player) => arena.matchmaker.join(player)));
  const started = () => arena.gse.events.filter(({ type }) => type === "placementStarted").length;
  for (const attempt of [1, 2, 3]) {
    await expect.poll(started, soon).toBe(attempt);
    await arena.gse.advance(60_000);
  }
  expect(await told).toMatchObject([
    { status: "rejected", reason: { name: "MatchError", code: "NO_ROOM" } },
    { status: "rejected", reason: { name: "MatchError", code: "NO_ROOM" } },
  ]);
});

test("who is together where the queue allows nobody is told at once", async () => {
  const arena = await useArena({ regions: ["ap-shanghai"], size: 2, maxLatencyMs: 300 });
  await arena.startServer();
  const far = ["ada", "bob"].map((id) => ({ id, latencies: new Map([["ap-shanghai", 200]]) }));
  expect(await Promise.allSettled(far.map((player) => arena.matchmaker.join(player)))).toMatchObject([
    { status: "rejected", reason: { code: "NO_REGION" } },
    { status: "rejected", reason: { code: "NO_REGION" } },
  ]);
});

test("who leaves takes the match along that waits for room; the others wait for company again", async () => {
  const arena = await useArena({ regions: ["ap-shanghai"], size: 2 });
  const [ada, bob, eve] = near("ada", "bob", "eve");
  const leaving = new AbortController();
  const gone = arena.matchmaker.join(ada!, leaving.signal);
  const stays = arena.matchmaker.join(bob!);
  const ended = () =>
    arena.gse.events.flatMap((event) => (event.type === "placementEnded" ? [event.placement.status] : []));
  await expect.poll(() => arena.gse.events.some(({ type }) => type === "placementStarted"), soon).toBe(true);
  leaving.abort(new Error("had to go"));
  await expect(gone).rejects.toThrow("had to go");
  await expect.poll(ended, soon).toEqual(["CANCELLED"]);
  await expect.poll(() => arena.matchmaker.waiting, soon).toBe(1);

  await arena.startServer();
  const [bobs, eves] = await Promise.all([stays, arena.matchmaker.join(eve!)]);
  expect(bobs.port).toBe(eves.port);
  await expect(arena.matchmaker.join(ada!, leaving.signal)).rejects.toThrow("had to go");
});
