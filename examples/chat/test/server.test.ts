import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serveAgent } from "gse-server-sdk/wire";
import { describe, expect, onTestFinished, test } from "vitest";
import { useGame } from "./support/use-game.js";
import { usePlayer, usePlayerInside } from "./support/use-player.js";
import { useProgram } from "../../../test/support/use-program.js";

describe("the chat server on GSE", () => {
  test("lets in the players whom GSE knows, under their player ids, and tells GSE who is here and who left", async () => {
    const game = await useGame();
    const session = await game.createSession("Lobby", 3);
    const adaAddress = await game.joinSession(session, "ada");
    const ada = await usePlayerInside(adaAddress);
    const bob = await usePlayerInside(await game.joinSession(session, "bob"));
    expect(bob.welcome).toMatchObject({
      you: { name: "bob" },
      room: { name: "Lobby", seats: 3 },
      players: [{ name: "ada" }, { name: "bob" }],
    });
    ada.say("hello");
    expect(await bob.hear("said")).toMatchObject({ player: { name: "ada" }, text: "hello" });
    expect(await game.players(session)).toEqual({ ada: "ACTIVE", bob: "ACTIVE" });

    ada.socket.terminate();
    await bob.hear("left");
    await game.playersBecome(session, { ada: "COMPLETED", bob: "ACTIVE" });

    const again = usePlayer(adaAddress);
    expect(await again.hear("refused")).toMatchObject({ reason: "notAccepted" });
    const stranger = usePlayer(adaAddress.replace(/psess-.*/, "psess-made-up"));
    expect(await stranger.hear("refused")).toMatchObject({ reason: "notAccepted" });
  });

  test("hosts a new session after a player has ended the last one, with nothing of it left", async () => {
    const game = await useGame();
    const first = await game.createSession("First");
    const ada = await usePlayerInside(await game.joinSession(first, "ada"));
    const bob = await usePlayerInside(await game.joinSession(first, "bob"));
    ada.say("secret of the first session");
    await bob.hear("said");
    bob.send({ type: "endSession" });
    expect(await ada.hear("ended")).toMatchObject({ by: { name: "bob" } });
    expect(await game.sessionStatus(first)).toBe("TERMINATED");
    expect(await game.players(first)).toEqual({ ada: "COMPLETED", bob: "COMPLETED" });

    const second = await game.createSession("Second");
    const cleo = await usePlayerInside(await game.joinSession(second, "cleo"));
    expect(cleo.welcome).toMatchObject({ you: { number: 1 }, room: { name: "Second" }, players: [{ name: "cleo" }] });
    expect(JSON.stringify(cleo.welcome)).not.toContain("secret");
    expect(await game.sessionStatus(second)).toBe("ACTIVE");
  });

  test("tells players why and when before it goes on GSE's word, then exits by itself", async () => {
    const game = await useGame();
    const session = await game.createSession();
    const ada = await usePlayerInside(await game.joinSession(session, "ada"));
    const bobAddress = await game.joinSession(session, "bob");
    await game.gse.api.call("EndGameServerSessionAndProcess", { GameServerSessionId: session });
    const closing = await ada.hear("closing");
    expect(closing.message).toBe("the server is being shut down");
    expect(closing.endsAtMs).toBeGreaterThan(ada.welcome.recent[0]!.atMs);
    expect(await usePlayer(bobAddress).hear("refused")).toMatchObject({ reason: "closing" });
    ada.send({ type: "leave" }); // nobody is left to wait for
    expect(await game.server.exited).toMatchObject({ code: 0 });
    expect(await game.sessionStatus(session)).toBe("TERMINATED");
  });

  test("ends the session and exits by itself when it is told to stop", async () => {
    const game = await useGame();
    const session = await game.createSession();
    const ada = await usePlayerInside(await game.joinSession(session, "ada"));
    game.server.stop("SIGTERM");
    expect(await ada.hear("ended")).toMatchObject({ by: null, message: "the server is being shut down" });
    expect(await game.server.exited).toMatchObject({ code: 0, signal: null });
    expect(await game.sessionStatus(session)).toBe("TERMINATED");
  });

  test("lets players chat on while GSE is away, and tells newcomers so", async () => {
    const game = await useGame();
    const session = await game.createSession();
    const ada = await usePlayerInside(await game.joinSession(session, "ada"));
    const bob = await usePlayerInside(await game.joinSession(session, "bob"));
    const cleoAddress = await game.joinSession(session, "cleo");
    await game.gse.close();
    ada.say("still here");
    await bob.hear("said");
    expect(await usePlayer(cleoAddress).hear("refused")).toMatchObject({ reason: "unreachable" });
  });
});

describe("the chat server's start and stop", () => {
  test("a port in use: it says which and how to choose another, and exits with 2", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void other.close());
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const byOption = useProgram("examples/chat/dist/server.js", ["--port", String(port)]);
    const byVariable = useProgram("examples/chat/dist/server.js", [], { CHAT_PORT: String(port) });
    const byRange = useProgram("examples/chat/dist/server.js", [], { GSE_CLIENT_PORT_RANGE: `${port}-${port}` });
    for (const [program, from] of [
      [byOption, "--port"],
      [byVariable, "CHAT_PORT"],
      [byRange, "GSE_CLIENT_PORT_RANGE"],
    ] as const) {
      const { code, output } = await program.exited;
      expect(output).toContain(`port ${port} is in use (from ${from}); choose another with --port N`);
      expect(code).toBe(2);
    }
  });

  test("an option that it does not know: exit code 2, and what there is", async () => {
    const { code, output } = await useProgram("examples/chat/dist/server.js", ["--prot", "1"]).exited;
    expect(output).toContain("Unknown option '--prot'");
    expect(output).toContain("Usage: node dist/server.js");
    expect(code).toBe(2);
  });

  test("no agent: it says where it looked and what to start, and exits with 1", async () => {
    const agent = await serveAgent(quietAgent(), { address: "127.0.0.1:0" });
    await agent.close(); // an address where nobody listens
    const env = { GSE_AGENT_ADDRESS: agent.address };
    const { code, output } = await useProgram("examples/chat/dist/server.js", ["--port", "0"], env).exited;
    expect(output).toContain(`nobody answers at "${agent.address}" (from GSE_AGENT_ADDRESS)`);
    expect(output).toContain("gse dev");
    expect(code).toBe(1);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("a second %s ends it at once", async (signal, code) => {
    let sayItHangs = (): void => {};
    const hangs = new Promise<void>((resolve) => (sayItHangs = resolve));
    const agent = await serveAgent(
      {
        ...quietAgent(),
        processEnding: () => {
          sayItHangs();
          return new Promise(() => {});
        },
      },
      { address: "127.0.0.1:0" },
    );
    onTestFinished(() => agent.close(0));
    const server = useProgram("examples/chat/dist/server.js", ["--port", "0"], { GSE_AGENT_ADDRESS: agent.address });
    await server.line("ready for game server sessions");
    server.stop(signal);
    await hangs;
    server.stop(signal);
    expect(await server.exited).toMatchObject({ code });
  });
});

describe("the scripted players", () => {
  test("chat over the wire and print what was said", async () => {
    const game = await useGame();
    const session = await game.createSession();
    const players = [
      `ada=${await game.joinSession(session, "player-1")}`,
      `bob=${await game.joinSession(session, "bob")}`,
    ];
    const { code, output } = await useProgram(
      "examples/chat/dist/scripted-players.js",
      players.flatMap((p) => ["--player", p]),
    ).exited;
    expect(output).toBe("ada: hello\nbob: hello\nada: hello bob, I hear you\nbob: hello ada, I hear you\n");
    expect(code).toBe(0);
    await game.playersBecome(session, { "player-1": "COMPLETED", bob: "COMPLETED" });
  });

  test("who is not let in says so, with the server's reason, and exits with 1", async () => {
    const game = await useGame();
    const session = await game.createSession();
    const address = (await game.joinSession(session, "ada")).replace(/psess-.*/, "psess-made-up");
    const { code, output } = await useProgram("examples/chat/dist/scripted-players.js", ["--player", `ada=${address}`])
      .exited;
    expect(output).toMatch(/^the players could not chat: ada waited to be let in: .*psess-made-up/);
    expect(code).toBe(1);
  });

  test("do not wait for ever for a server that says nothing", async () => {
    const mute = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => {
      mute.close();
      mute.closeAllConnections();
    });
    mute.on("upgrade", () => {});
    await once(mute, "listening");
    const player = `ada=http://127.0.0.1:${(mute.address() as AddressInfo).port}/?playerSessionId=psess-1`;
    const program = useProgram("examples/chat/dist/scripted-players.js", ["--player", player, "--timeout", "0.2"]);
    expect(await program.exited).toMatchObject({
      code: 1,
      output: "the players could not chat: ada waited to be let in: not done after 0.2 s\n",
    });
  });

  test.each([
    [[]],
    [["--player", "ada"]],
    [["--player", "ada=ftp://x"]],
    [["--timeout", "0", "--player", "a=http://x"]],
  ])("%j is no way to call them: exit code 2", async (args) => {
    const { code, output } = await useProgram("examples/chat/dist/scripted-players.js", args).exited;
    expect(output).toContain("Usage: node dist/scripted-players.js");
    expect(code).toBe(2);
  });
});

/** An agent that says yes to everything. */
function quietAgent(): Parameters<typeof serveAgent>[0] {
  const yes = async (): Promise<void> => {};
  return {
    processReady: yes,
    activateGameServerSession: yes,
    acceptPlayerSession: yes,
    removePlayerSession: yes,
    describePlayerSessions: async () => ({ nextToken: "", playerSessions: [] }),
    updatePlayerSessionCreationPolicy: yes,
    terminateGameServerSession: yes,
    processEnding: yes,
    reportCustomData: yes,
  };
}
