import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { TestGse } from "gse-host/testing";
import { grpcStatus } from "gse-server-sdk/wire";
import ts from "typescript";
import { describe, expect, onTestFinished, test } from "vitest";
import { useProgram } from "../../../test/support/use-program.js";

const programs = ["before", "after"] as const;

describe.each(programs)("the program %s", (name) => {
  test("hosts one session after the other, and lets in who has joined", async () => {
    const { gse, player } = await useGame(name);
    const first = await gse.startSession({ name: "lobby" });
    const [ada, bob] = await first.joinPlayers(["ada", "bob"]);
    const adasLine = player(ada!.id);
    const bobsLine = player(bob!.id);
    expect(await adasLine.next()).toBe("welcome to lobby");
    expect(await bobsLine.next()).toBe("welcome to lobby");
    bobsLine.say("hello");
    expect(await adasLine.next()).toBe("hello");

    const stranger = player("psess-unknown");
    expect(await stranger.next()).toMatch(/UNEXPECTED_PLAYER_SESSION/);
    expect(await stranger.next()).toBeUndefined();

    adasLine.leave();
    bobsLine.leave();
    expect(await first.ended()).toMatchObject({ status: "TERMINATED" });

    const second = await gse.startSession({ name: "arena" });
    const cyd = player((await second.join("cyd")).id);
    expect(await cyd.next()).toBe("welcome to arena");
  });

  test("says goodbye when GSE wants the process to end", async () => {
    const { gse, game, player } = await useGame(name);
    const session = await gse.startSession({ name: "lobby" });
    const ada = player((await session.join("ada")).id);
    await ada.next();
    await gse.terminate();
    expect(await ada.next()).toBe("the server is closing");
    expect(await session.ended()).toMatchObject({ status: "TERMINATED" });
    expect(await game.exited).toMatchObject({ code: 0 });
    expect(gse.calls.at(-1)?.call).toBe("ProcessEnding");
  });
});

describe("what the guide says of the difference", () => {
  test("a third of the lines, and as many as the guide says", () => {
    const [before, after] = [linesOf("before"), linesOf("after")];
    expect(after * 3).toBeLessThanOrEqual(before);
    const guide = readFileSync(new URL("../../../docs/guides/from-the-tutorial.md", import.meta.url), "utf8");
    expect(guide).toContain(`aside | ${String(before)} | ${String(after)} |`);
  });

  test("an agent that is away for a moment turns a player away before, and does not after", async () => {
    expect(await welcomed("before")).toMatch(/UNAVAILABLE/);
    expect(await welcomed("after")).toBe("welcome to lobby");

    async function welcomed(name: (typeof programs)[number]): Promise<string | undefined> {
      const { gse, player } = await useGame(name);
      const session = await gse.startSession({ name: "lobby" });
      const { id } = await session.join("ada");
      gse.faults.fail("AcceptPlayerSession", grpcStatus.UNAVAILABLE, { times: 1 });
      return player(id).next();
    }
  });

  test("a player whose AcceptPlayerSession lost its answer is in after all, once", async () => {
    const { gse, player } = await useGame("after");
    const session = await gse.startSession({ name: "lobby" });
    const { id } = await session.join("ada");
    gse.faults.drop("AcceptPlayerSession", { times: 1 });
    expect(await player(id).next()).toBe("welcome to lobby");
    const asked = gse.calls.filter(({ call }) => call === "AcceptPlayerSession");
    expect(asked.length).toBe(2);
    expect(new Set(asked.map(({ requestId }) => requestId)).size).toBe(1);
  });

  test("SIGTERM ends the process in the middle of a match before, and in order after", async () => {
    expect(await ending("before")).toEqual({ lastCall: "AcceptPlayerSession", lastWord: undefined });
    expect(await ending("after")).toEqual({ lastCall: "ProcessEnding", lastWord: "the server is closing" });

    async function ending(name: (typeof programs)[number]) {
      const { gse, game, player } = await useGame(name);
      const session = await gse.startSession({ name: "lobby" });
      const ada = player((await session.join("ada")).id);
      await ada.next();
      game.stop("SIGTERM");
      await game.exited;
      return { lastCall: gse.calls.at(-1)?.call, lastWord: await ada.next() };
    }
  });
});

async function useGame(name: (typeof programs)[number]) {
  const gse = await TestGse.start();
  onTestFinished(() => gse.close());
  const port = await aFreePort();
  const game = useProgram(`examples/tutorial/dist/${name}.js`, [], { ...gse.env, PORT: String(port), GRPC_PORT: "0" });
  await game.line("ready for sessions");
  return { gse, game, player: (playerSessionId: string) => usePlayer(port, playerSessionId) };
}

function usePlayer(port: number, playerSessionId: string) {
  const socket = connect(port, "127.0.0.1", () => socket.write(`${playerSessionId}\n`));
  onTestFinished(() => void socket.destroy());
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  return {
    /** Undefined once the connection is closed. */
    next: async () => (await lines.next()).value as string | undefined,
    say: (text: string) => socket.write(`${text}\n`),
    leave: () => socket.end(),
  };
}

/** Without types, comments and empty lines: those of the before are owed to TypeScript, not to GSE. */
function linesOf(name: (typeof programs)[number]): number {
  const text = readFileSync(new URL(`../src/${name}.ts`, import.meta.url), "utf8");
  const compilerOptions = { removeComments: true, target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext };
  const { outputText } = ts.transpileModule(text, { compilerOptions });
  return outputText.split("\n").filter((line) => line.trim() !== "").length;
}

async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
