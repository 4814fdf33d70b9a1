import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits, RECENT_EVENTS } from "../src/limits.js";
import { join, leave, openRoom, rename, say, type Room } from "../src/room.js";

const useRoomWith = (...names: string[]): Room =>
  names.reduce((room, name) => join(room, name, 0).room, openRoom({ name: "Lobby", maxPlayers: 8 }));
const namesIn = (room: Room): string[] => [...room.players.values()].map((player) => player.name);

describe("a room", () => {
  test("opens empty, under the session's name and with its seats", () => {
    expect(openRoom({ name: "Lobby", maxPlayers: 3 })).toEqual({
      name: "Lobby",
      seats: 3,
      players: new Map(),
      recent: [],
      nextNumber: 1,
    });
    expect(openRoom({ name: "", maxPlayers: 3 }).name).toBe("Chat");
  });

  test("tells everyone who came, and when", () => {
    expect(join(useRoomWith(), "ada", 1234).event).toEqual({
      type: "joined",
      player: { number: 1, name: "ada" },
      atMs: 1234,
    });
  });

  test("gives a second ada the nearest name that is free", () => {
    expect(namesIn(useRoomWith("ada", "Ada", "ada"))).toEqual(["ada", "Ada 2", "ada 3"]);
  });

  test("keeps a name within its limit, the number that makes it single included, and never cuts a character in half", () => {
    const long = "x".repeat(40);
    expect(namesIn(useRoomWith(long, long))).toEqual(["x".repeat(32), `${"x".repeat(30)} 2`]);
    expect(namesIn(useRoomWith(`${"x".repeat(31)}🙂`))).toEqual(["x".repeat(31)]);
  });

  test("names a player whose id shows nothing", () => {
    expect(namesIn(useRoomWith("", " \u202e\u0000 "))).toEqual(["player", "player 2"]);
  });

  test("does not give a number twice, even after its player left", () => {
    const room = leave(useRoomWith("ada", "bob"), 2, 0).room;
    expect(join(room, "cleo", 0).player.number).toBe(3);
  });

  test("renames a player, and says who he was", () => {
    const change = rename(useRoomWith("ada"), 1, "Countess", 5);
    expect(change).toMatchObject({
      ok: true,
      event: { type: "renamed", player: { number: 1, name: "Countess" }, was: "ada", atMs: 5 },
    });
  });

  test("refuses a name that somebody else has, in whatever case", () => {
    expect(rename(useRoomWith("ada", "bob"), 2, "ADA", 0)).toMatchObject({ ok: false, reason: "nameTaken" });
    expect(rename(useRoomWith("ada", "bob"), 1, "ADA", 0)).toMatchObject({ ok: true });
  });

  test("remembers the latest events for those who come later, not all of them", () => {
    let room = useRoomWith("ada");
    for (let n = 1; n <= 100; n++) room = say(room, 1, `line ${n}`, n).room;
    expect(room.recent).toHaveLength(RECENT_EVENTS);
    expect(room.recent.at(-1)).toMatchObject({ type: "said", text: "line 100" });
    expect(room.recent[0]).toMatchObject({ text: "line 51" });
  });

  test("forgets the seat of a player who leaves", () => {
    const { room, event } = leave(useRoomWith("ada", "bob"), 1, 9);
    expect(namesIn(room)).toEqual(["bob"]);
    expect(event).toEqual({ type: "left", player: { number: 1, name: "ada" }, atMs: 9 });
  });

  test("has only names within the limit, and no two alike, whoever comes under whatever name", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", maxLength: 50 }), { maxLength: 12 }), (wanted) => {
        const names = namesIn(useRoomWith(...wanted));
        for (const name of names) {
          expect(name.length).toBeGreaterThan(0);
          expect(name.length).toBeLessThanOrEqual(limits.nameLength);
        }
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(wanted.length);
      }),
    );
  });
});
