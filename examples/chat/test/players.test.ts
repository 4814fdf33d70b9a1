import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { HandClock } from "../../../test/support/hand-clock.js";
import { usePlayer, usePlayerInside } from "./support/use-player.js";
import { useRoom } from "./support/use-room.js";

describe("a player", () => {
  test("is welcomed under the player id, with who is here and what was said", async () => {
    const room = await useRoom({ name: "Lobby", maxPlayers: 3 });
    const ada = await usePlayerInside(room.address("ada"));
    ada.say("anyone?");
    await ada.hear("said");

    const bob = await usePlayerInside(room.address("bob"));
    expect(bob.welcome).toMatchObject({
      you: { number: 2, name: "bob" },
      room: { name: "Lobby", seats: 3 },
      players: [
        { number: 1, name: "ada" },
        { number: 2, name: "bob" },
      ],
      limits: { textLength: 500, nameLength: 32 },
    });
    expect(bob.welcome.recent.map(({ type }) => type)).toEqual(["joined", "said", "joined"]);
    expect(await ada.hear("joined", ({ player }) => player.name === "bob")).toMatchObject({ player: { number: 2 } });
  });

  test("is heard by everyone, with name and time, and hears everyone", async () => {
    const clock = new HandClock();
    const room = await useRoom({ clock });
    const ada = await usePlayerInside(room.address("ada"));
    const bob = await usePlayerInside(room.address("bob"));
    clock.advance(5_000);
    ada.say("hello");
    const said = { type: "said", player: { number: 1, name: "ada" }, text: "hello", atMs: clock.now() };
    expect(await bob.hear("said")).toEqual(said);
    expect(await ada.hear("said")).toEqual(said);
  });

  test("never learns the player session of another", async () => {
    const room = await useRoom();
    const ada = await usePlayerInside(room.address("ada-secret").replace("psess-ada-secret", "psess-ada"));
    const bob = await usePlayerInside(room.address("bob"));
    ada.say("hello");
    await bob.hear("said");
    expect(JSON.stringify(bob.heard)).not.toContain("psess-");
  });

  test("changes the name for everyone to see, but not to one that is taken", async () => {
    const room = await useRoom();
    const ada = await usePlayerInside(room.address("ada"));
    const bob = await usePlayerInside(room.address("bob"));
    bob.send({ type: "rename", name: "Ada" });
    expect(await bob.hear("problem")).toMatchObject({ reason: "nameTaken" });
    bob.send({ type: "rename", name: "Robert" });
    expect(await ada.hear("renamed")).toMatchObject({ player: { number: 2, name: "Robert" }, was: "bob" });
  });

  test("who leaves, or whose window closes, is missed by the others, and GSE is told", async () => {
    const room = await useRoom();
    const ada = await usePlayerInside(room.address("ada"));
    const bob = await usePlayerInside(room.address("bob"));
    const cleo = await usePlayerInside(room.address("cleo"));
    bob.send({ type: "leave" });
    expect(await bob.closed).toEqual({ code: 1000, reason: "goodbye" });
    cleo.socket.terminate();
    await ada.hear("left", ({ player }) => player.name === "bob");
    await ada.hear("left", ({ player }) => player.name === "cleo");
    expect(room.removed.sort()).toEqual(["psess-bob", "psess-cleo"]);
  });

  test("who misses two pings in a row has gone", async () => {
    const clock = new HandClock();
    const room = await useRoom({ clock });
    const ada = await usePlayerInside(room.address("ada"));
    const mute = usePlayer(room.address("mute"), { autoPong: false });
    await mute.hear("welcome");
    clock.advance(20_000);
    await Promise.all([once(ada.socket, "ping"), once(mute.socket, "ping")]);
    // Ada's pong has arrived when the server has answered something that she sent after it.
    ada.say("here");
    await ada.hear("said");
    clock.advance(20_000);
    expect(await ada.hear("left")).toMatchObject({ player: { name: "mute" } });
    expect(ada.socket.readyState).toBe(WebSocket.OPEN);
  });
});

describe("whoever may not come in is told why", () => {
  test("a stranger", async () => {
    const room = await useRoom();
    const stranger = usePlayer(`${room.origin}/?playerSessionId=made-up`);
    expect(await stranger.hear("refused")).toEqual({
      type: "refused",
      reason: "notAccepted",
      message: "there is no such player session here",
    });
    expect(await stranger.closed).toMatchObject({ code: 1008, reason: "notAccepted" });
    expect(room.removed).toEqual([]);
  });

  test("one without a player session, or with one that is none", async () => {
    const room = await useRoom();
    for (const query of ["", "?playerSessionId=", `?playerSessionId=${"x".repeat(257)}`])
      expect(await usePlayer(`${room.origin}/${query}`).hear("refused")).toMatchObject({ reason: "noPlayerSession" });
  });

  test("one who is here already, in another window", async () => {
    const room = await useRoom();
    const ada = await usePlayerInside(room.address("ada"));
    expect(await usePlayer(room.address("ada")).hear("refused")).toMatchObject({ reason: "alreadyHere" });
    ada.say("still here");
    await ada.hear("said");
  });

  test("two windows that knock at the same moment: one comes in", async () => {
    const room = await useRoom();
    const windows = [usePlayer(room.address("ada")), usePlayer(room.address("ada"))];
    const answers = await Promise.all(windows.map((w) => Promise.race([w.hear("welcome"), w.hear("refused")])));
    expect(answers.map(({ type }) => type).sort()).toEqual(["refused", "welcome"]);
  });

  test("one too many", async () => {
    const room = await useRoom({ maxPlayers: 1 });
    const ada = await usePlayerInside(room.address("ada"));
    expect(await usePlayer(room.address("bob")).hear("refused")).toMatchObject({ reason: "full" });
    ada.send({ type: "leave" });
    await ada.closed;
    await usePlayerInside(room.address("cleo"));
  });

  test("one for whom the last seat was taken while GSE was asked; the slot is free again", async () => {
    const gse = aSlowGse();
    const room = await useRoom({ maxPlayers: 1, gse });
    const both = [usePlayer(room.address("ada")), usePlayer(room.address("bob"))];
    await gse.asked(2);
    gse.answer();
    const answers = await Promise.all(both.map((w) => Promise.race([w.hear("welcome"), w.hear("refused")])));
    expect(answers.map(({ type }) => type).sort()).toEqual(["refused", "welcome"]);
    expect(answers.find(({ type }) => type === "refused")).toMatchObject({ reason: "full" });
    const late = answers[0]?.type === "refused" ? "psess-ada" : "psess-bob";
    expect(await gse.removed).toBe(late);
  });

  test("one who comes when no session runs", async () => {
    const room = await useRoom();
    room.endSession("over");
    expect(await usePlayer(room.address("ada")).hear("refused")).toMatchObject({ reason: "noSession" });
  });

  test("one whose session ends while GSE is asked", async () => {
    const gse = aSlowGse();
    const room = await useRoom({ gse });
    const ada = usePlayer(room.address("ada"));
    await gse.asked(1);
    room.endSession("the session has ended");
    expect(await ada.hear("ended")).toMatchObject({ by: null });
    gse.answer();
    expect(await ada.closed).toMatchObject({ code: 1000 });
  });

  test("one who goes away while GSE is asked: the slot is free again", async () => {
    const gse = aSlowGse();
    const room = await useRoom({ gse });
    const ada = usePlayer(room.address("ada"));
    await gse.asked(1);
    ada.socket.close();
    await ada.closed;
    gse.answer();
    expect(await gse.removed).toBe("psess-ada");
    expect(room.session()?.playerCount).toBe(0);
  });
});

/** A GSE that answers when it is told to. */
function aSlowGse() {
  let calls = 0;
  let answer = (): void => {};
  let wasAsked = (): void => {};
  let wasTold: (id: string) => void = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  return {
    acceptPlayer: async (id: string) => {
      calls += 1;
      wasAsked();
      await answered;
      return { playerId: id.slice("psess-".length) };
    },
    removePlayer: async (id: string) => wasTold(id),
    answer,
    asked: (times: number) =>
      new Promise<void>((resolve) => {
        wasAsked = () => {
          if (calls >= times) resolve();
        };
      }),
    /** The first player session of which it heard that the player left. */
    removed: new Promise<string>((resolve) => (wasTold = resolve)),
  };
}

describe("the room does not put up with", () => {
  test.each([
    ["what is no JSON", "hello", "malformed"],
    ["a type that it does not know", '{"type":"shout"}', "unknownType"],
    ["a text over the limit", JSON.stringify({ type: "say", text: "x".repeat(501) }), "badText"],
  ])("%s: it says why and goes on", async (_, raw, reason) => {
    const room = await useRoom();
    const ada = await usePlayerInside(room.address("ada"));
    ada.send(raw);
    expect(await ada.hear("problem")).toMatchObject({ reason });
    ada.say("still here");
    await ada.hear("said");
  });

  test("bytes instead of text", async () => {
    const room = await useRoom();
    const ada = await usePlayerInside(room.address("ada"));
    ada.socket.send(Buffer.from(JSON.stringify({ type: "say", text: "hi" })));
    expect(await ada.hear("problem")).toMatchObject({ reason: "malformed" });
  });

  test("a message over 4 KiB: the connection ends, the others chat on", async () => {
    const room = await useRoom();
    const ada = await usePlayerInside(room.address("ada"));
    const bob = await usePlayerInside(room.address("bob"));
    bob.say("x".repeat(5_000));
    expect(await bob.closed).toMatchObject({ code: 1009 });
    await ada.hear("left");
    ada.say("still here");
    await ada.hear("said");
  });

  test("a flood: what is too much is not passed on, and who does not stop is put out", async () => {
    const clock = new HandClock();
    const room = await useRoom({ clock });
    const ada = await usePlayerInside(room.address("ada"));
    const bob = await usePlayerInside(room.address("bob"));
    for (let n = 1; n <= 11; n++) bob.say(`line ${n}`);
    expect(await bob.hear("problem")).toMatchObject({ reason: "tooFast" });
    clock.advance(500);
    bob.say("calm again");
    await ada.hear("said", ({ text }) => text === "calm again");
    expect(ada.heard.filter(({ type }) => type === "said")).toHaveLength(11);

    for (let n = 1; n <= 60; n++) bob.say("flood");
    expect(await bob.closed).toEqual({ code: 1008, reason: "too many messages" });
  });

  test("another site's page", async () => {
    const room = await useRoom();
    for (const origin of ["http://evil.example", "null", `http://localhost:${room.port}`]) {
      const ada = usePlayer(room.address("ada"), { origin });
      const [, answer] = (await once(ada.socket, "unexpected-response")) as [unknown, { statusCode: number }];
      expect(answer.statusCode).toBe(403);
    }
    const own = usePlayer(room.address("ada"), { origin: room.origin });
    await own.hear("welcome");
  });

  test("a WebSocket anywhere else", async () => {
    const room = await useRoom();
    const socket = new WebSocket(`ws://127.0.0.1:${room.port}/other`);
    const [, answer] = (await once(socket, "unexpected-response")) as [unknown, { statusCode: number }];
    expect(answer.statusCode).toBe(404);
  });

  test("an upgrade that is no WebSocket handshake", async () => {
    const room = await useRoom();
    const line = connect(room.port, "127.0.0.1");
    line.end("GET /chat HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    const [answer] = (await once(line, "data")) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 400 /);
  });
});

describe("the end", () => {
  test("a player ends the session for all: everyone learns who did it, and a new session starts with nothing of the last", async () => {
    const room = await useRoom({ name: "First" });
    const ada = await usePlayerInside(room.address("ada"));
    const bob = await usePlayerInside(room.address("bob"));
    ada.say("secret of the first session");
    await bob.hear("said");
    bob.send({ type: "endSession" });
    expect(await ada.hear("ended")).toMatchObject({ by: { number: 2, name: "bob" } });
    expect(await ada.closed).toEqual({ code: 1000, reason: "the session has ended" });

    room.openSession("Second");
    const cleo = await usePlayerInside(room.address("cleo"));
    expect(cleo.welcome).toMatchObject({ you: { number: 1 }, room: { name: "Second" }, players: [{ name: "cleo" }] });
    expect(cleo.welcome.recent.map(({ type }) => type)).toEqual(["joined"]);
    expect(room.removed).toEqual([]);
  });

  test("a session that GSE does not end goes on, and who wanted the end is told", async () => {
    const room = await useRoom({ gse: { endSession: () => Promise.reject(new Error("agent away")) } });
    const ada = await usePlayerInside(room.address("ada"));
    ada.send({ type: "endSession" });
    expect(await ada.hear("problem")).toMatchObject({ reason: "notEnded" });
    ada.say("so we go on");
    await ada.hear("said");
    await usePlayerInside(room.address("bob"));
  });

  test("before the server goes, everyone learns why and when, and nobody new comes in", async () => {
    const clock = new HandClock();
    const room = await useRoom({ clock });
    const ada = await usePlayerInside(room.address("ada"));
    const endsAtMs = clock.now() + 5_000;
    let isOver = false;
    const goodbye = room.session()!.sayGoodbye("scale-in", endsAtMs, new AbortController().signal);
    void goodbye.then(() => (isOver = true));
    expect(await ada.hear("closing")).toEqual({ type: "closing", message: "scale-in", endsAtMs });
    expect(await usePlayer(room.address("bob")).hear("refused")).toMatchObject({ reason: "closing" });
    ada.say("bye");
    await ada.hear("said");
    clock.advance(4_999);
    await Promise.resolve();
    expect(isOver).toBe(false);
    clock.advance(1);
    await goodbye;
  });

  test("the goodbye is over as soon as nobody is here, or nobody waits for it", async () => {
    const room = await useRoom({ clock: new HandClock() });
    const ada = await usePlayerInside(room.address("ada"));
    const goodbye = room.session()!.sayGoodbye("scale-in", Infinity, new AbortController().signal);
    ada.send({ type: "leave" });
    await goodbye;

    room.openSession("Second");
    await usePlayerInside(room.address("bob"));
    const abort = new AbortController();
    const second = room.session()!.sayGoodbye("scale-in", Infinity, abort.signal);
    abort.abort();
    await second;
  });

  test("the server closes every connection, and cuts off who does not answer within a second", async () => {
    const clock = new HandClock();
    const room = await useRoom({ clock });
    const ada = await usePlayerInside(room.address("ada"));
    const deaf = await usePlayerInside(room.address("deaf"));
    deaf.socket.pause();
    const closing = room.close();
    expect(await ada.closed).toMatchObject({ code: 1001 });
    clock.advance(1_000);
    await closing;
  });
});

test("many messages of one turn reach everyone whole and in order", async () => {
  const room = await useRoom({ clock: new HandClock(), maxPlayers: 50 });
  const players = await Promise.all(Array.from({ length: 20 }, (_, n) => usePlayerInside(room.address(`p${n}`))));
  for (const player of players) for (let n = 0; n < 8; n++) player.say(`${n} ${"字".repeat(n * 60)}`);
  for (const listener of players)
    for (const { welcome } of players) {
      await listener.hear("said", ({ player, text }) => player.number === welcome.you.number && text.startsWith("7 "));
      const heard = listener.heard.flatMap((m) =>
        m.type === "said" && m.player.number === welcome.you.number ? m.text[0] : [],
      );
      expect(heard.join("")).toBe("01234567");
    }
});
