import { describe, expect, test } from "vitest";
import type { GameServerSessionId, PlayerSessionId } from "../../src/model/index.js";
import { anEngine } from "../support/an-engine.js";
import { atMs, create, join, ready } from "../support/builders.js";
import { textLike } from "../support/text-like.js";

const game = (maxPlayers = 3) => {
  const engine = anEngine();
  const { id } = engine.aGame(101, { maxPlayers });
  const accept = (playerSessionId: PlayerSessionId, requestId = "request-1", pid = 101) =>
    ({ type: "acceptPlayerSession", pid, requestId, sessionId: id, playerSessionId }) as const;
  const remove = (playerSessionId: PlayerSessionId, pid = 101) =>
    ({ type: "removePlayerSession", pid, sessionId: id, playerSessionId }) as const;
  const joinOne = (playerId: string) => engine.ok(join(id, playerId))[0]!;
  const players = () => engine.session(id)?.currentPlayers;
  return { engine, id, accept, remove, joinOne, players };
};

describe("JoinGameServerSession", () => {
  test("reserves a slot for 60 s, with the address to connect to", () => {
    const { engine, id, players } = game();
    const [ada] = engine.ok(join(id, "ada"));
    expect(ada).toMatchObject({
      id: textLike(/^psess-[0-9a-f-]{36}$/),
      status: "RESERVED",
      playerId: "ada",
      playerData: "data of ada",
      gameServerSessionId: id,
      createdAtMs: atMs,
      lapsesAtMs: atMs + 60_000,
      endedAtMs: null,
      ipAddress: "127.0.0.1",
      port: 7101,
    });
    expect(players()).toBe(1);
  });

  test("by a player who holds a slot gives that one again, RESERVED or ACTIVE", () => {
    const { engine, id, accept, joinOne, players } = game();
    const reserved = joinOne("ada");
    expect(joinOne("ada")).toEqual(reserved);
    const active = engine.ok(accept(reserved.id));
    expect(engine.ok(join(id, "ada"))).toEqual([active]);
    expect(players()).toBe(1);
  });

  test("of several players gives all of them a slot or none", () => {
    const { engine, id, players } = game(3);
    engine.ok(join(id, "ada", "bob"));
    expect(engine.refusal(join(id, "cleo", "dan"))).toMatchObject({
      kind: "session-full",
      message: textLike(/2 new of 2 players, but 1 of 3 slots are free/),
    });
    expect(players()).toBe(2);
    expect(engine.ok(join(id, "ada", "bob", "cleo")).map(({ playerId }) => playerId)).toEqual(["ada", "bob", "cleo"]);
  });

  test("of the same player twice in one batch takes one slot", () => {
    const { engine, id, players } = game(1);
    const [first, second] = engine.ok(join(id, "ada", "ada"));
    expect(second).toEqual(first);
    expect(players()).toBe(1);
  });

  test("is refused by a full session, by one that denies all, and by one for nobody; whoever is in stays in", () => {
    const { engine, id, joinOne } = game(1);
    const ada = joinOne("ada");
    expect(engine.refusal(join(id, "bob")).kind).toBe("session-full");
    engine.ok({ type: "updateGameServerSession", sessionId: id, playerSessionCreationPolicy: "DENY_ALL" });
    expect(engine.refusal(join(id, "bob")).kind).toBe("session-closed");
    expect(joinOne("ada")).toEqual(ada);
    const nobody = engine.aGame(102, { maxPlayers: 0 });
    expect(engine.refusal(join(nobody.id, "bob")).kind).toBe("session-full");
  });

  test("is refused while the session is ACTIVATING, after it ended, and where it never was", () => {
    const engine = anEngine();
    engine.ok(ready(101));
    const { id } = engine.ok(create());
    expect(engine.refusal(join(id, "ada"))).toMatchObject({
      kind: "session-not-active",
      message: textLike(/ACTIVATING/),
    });
    engine.ok({ type: "terminateGameServerSession", pid: 101, sessionId: id });
    expect(engine.refusal(join(id, "ada"))).toMatchObject({
      kind: "session-not-active",
      message: textLike(/TERMINATED/),
    });
    expect(engine.refusal(join("none" as GameServerSessionId, "ada")).kind).toBe("session-not-found");
  });

  test("of a player without a name is refused", () => {
    const { engine, id } = game();
    expect(engine.refusal(join(id, "ada", ""))).toMatchObject({ kind: "invalid-value", field: "PlayerId" });
  });
});

describe("a reservation that nobody takes", () => {
  test("holds for 59,999 ms and has TIMEDOUT at 60,000 ms; its slot is free again", () => {
    const { engine, id, joinOne, players } = game(1);
    const ada = joinOne("ada");
    engine.pass(59_999);
    expect(engine.player(ada.id)?.status).toBe("RESERVED");
    expect(engine.refusal(join(id, "bob")).kind).toBe("session-full");
    engine.pass(1);
    expect(engine.player(ada.id)).toMatchObject({ status: "TIMEDOUT", endedAtMs: atMs + 60_000 });
    expect(players()).toBe(0);
    expect(joinOne("bob").status).toBe("RESERVED");
  });

  test("lapses before a command that comes at the same instant, also without a tick", () => {
    const { engine, id, accept, joinOne } = game(1);
    const ada = joinOne("ada");
    engine.pass(59_000);
    const late = engine.world;
    expect(late.reservationDeadlines.nextAtMs).toBe(atMs + 60_000);
    engine.pass(1_000);
    expect(engine.refusal(accept(ada.id))).toMatchObject({
      kind: "player-session-expired",
      message: textLike(/join again/),
    });
    expect(engine.ok(join(id, "ada"))[0]!.id).not.toBe(ada.id);
  });

  test("that lapsed while the host was down has ended when it was due", () => {
    const { engine, joinOne } = game();
    const ada = joinOne("ada");
    engine.pass(59_000);
    engine.restart();
    engine.pass(500_000);
    expect(engine.player(ada.id)).toMatchObject({ status: "TIMEDOUT", endedAtMs: atMs + 60_000 });
  });
});

describe("AcceptPlayerSession", () => {
  test("makes the player ACTIVE, who then stays as long as he likes", () => {
    const { engine, accept, joinOne, players } = game();
    const ada = joinOne("ada");
    engine.pass(59_999);
    expect(engine.ok(accept(ada.id))).toMatchObject({ status: "ACTIVE", endedAtMs: null });
    engine.pass(10 * 3_600_000);
    expect(engine.player(ada.id)?.status).toBe("ACTIVE");
    expect(players()).toBe(1);
  });

  test("succeeds again for the same call repeated, also after a restart; not for another call", () => {
    const { engine, accept, joinOne } = game();
    const ada = joinOne("ada");
    const accepted = engine.ok(accept(ada.id, "request-1"));
    expect(engine.ok(accept(ada.id, "request-1"))).toEqual(accepted);
    engine.restart();
    expect(engine.ok(accept(ada.id, "request-1"))).toEqual(accepted);
    expect(engine.refusal(accept(ada.id, "request-2"))).toMatchObject({
      kind: "player-session-used",
      message: textLike(/it is ACTIVE/),
    });
  });

  test("is refused for a player who left, and for one who never joined this session", () => {
    const { engine, accept, remove, joinOne } = game();
    const ada = joinOne("ada");
    engine.ok(accept(ada.id));
    engine.ok(remove(ada.id));
    expect(engine.refusal(accept(ada.id)).kind).toBe("player-session-used");
    expect(engine.refusal(accept("psess-none" as PlayerSessionId)).kind).toBe("player-session-not-found");
    const other = engine.aGame(102);
    const [bob] = engine.ok(join(other.id, "bob"));
    expect(engine.refusal(accept(bob!.id)).kind).toBe("player-session-not-found");
  });

  test("is refused to a process that does not host the session, and once the session ended", () => {
    const { engine, id, accept, joinOne } = game();
    const ada = joinOne("ada");
    engine.ok(ready(102));
    expect(engine.refusal(accept(ada.id, "r", 102)).kind).toBe("wrong-process");
    engine.ok({ type: "terminateGameServerSession", pid: 101, sessionId: id });
    expect(engine.refusal(accept(ada.id)).kind).toBe("session-not-active");
  });
});

describe("RemovePlayerSession", () => {
  test("completes the player and frees the slot; said again it changes nothing", () => {
    const { engine, id, accept, remove, joinOne, players } = game(1);
    const ada = joinOne("ada");
    engine.ok(accept(ada.id));
    engine.pass(7);
    const removed = engine.ok(remove(ada.id));
    expect(removed).toMatchObject({ status: "COMPLETED", endedAtMs: atMs + 7 });
    expect(players()).toBe(0);
    engine.ok(join(id, "bob"));
    engine.pass(7);
    expect(engine.ok(remove(ada.id))).toEqual(removed);
    expect(players()).toBe(1);
  });

  test("of a player who never connected frees the slot too", () => {
    const { engine, remove, joinOne, players } = game(1);
    expect(engine.ok(remove(joinOne("ada").id)).status).toBe("COMPLETED");
    expect(players()).toBe(0);
    expect(engine.pass(60_000).events).toEqual([]);
  });

  test("is refused for a player session that is not of this session", () => {
    const { engine, remove } = game();
    expect(engine.refusal(remove("psess-none" as PlayerSessionId)).kind).toBe("player-session-not-found");
  });

  test("changes nothing once the session has ended", () => {
    const { engine, id, remove, joinOne } = game();
    const ada = joinOne("ada");
    engine.ok({ type: "terminateGameServerSession", pid: 101, sessionId: id });
    expect(engine.ok(remove(ada.id)).status).toBe("TIMEDOUT");
  });
});
