import { readFile } from "node:fs/promises";
import { createServer, connect, type Socket } from "node:net";
import { once } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { useProgram } from "../../../test/support/use-program.js";
import { useServer, useTestGse } from "./use-test-gse.js";

describe("TestGse.advance()", () => {
  test("waits for handlers that read files before time goes on", async () => {
    const gse = await useTestGse();
    const read: number[] = [];
    await useServer(gse, {
      onHealthCheck: async () => {
        read.push((await readFile(new URL(import.meta.url))).length);
        return true;
      },
    });
    await gse.advance(180_000);
    expect(read).toHaveLength(3);
    expect(gse.callbacks.map(({ outcome }) => outcome?.kind)).toEqual(["ok", "ok", "ok"]);
  });

  test("waits for the answers of a game server in a process of its own", async () => {
    const gse = await useTestGse();
    const program = useProgram("test/fixtures/one-session.mjs", [], gse.env);
    const { pid } = await gse.processReady();
    expect(pid).toBe(program.pid);
    const session = await gse.startSession();
    await gse.advance(180_000);
    expect(gse.callbacks.map(({ callback, outcome }) => `${callback} ${String(outcome?.kind)}`)).toEqual([
      "OnStartGameServerSession ok",
      ...Array.from({ length: 3 }, () => "OnHealthCheck ok"),
    ]);

    program.stop("SIGKILL");
    await program.exited;
    await gse.advance(1_000);
    expect(await session.ended()).toMatchObject({ status: "ERROR" });
  });

  test("does not wait for ever for a handler that hangs: once for each callback", async () => {
    const gse = await useTestGse({ patienceMs: 20 });
    await useServer(gse, { onStartGameServerSession: () => new Promise(() => {}) });
    gse.startSession().catch(() => undefined);
    await gse.settled();
    const waitedAtMs = Date.now();
    await gse.advance(59_000);
    expect(Date.now() - waitedAtMs).toBeLessThan(59_000);
    expect(gse.callbacks).toMatchObject([{ callback: "OnStartGameServerSession", outcome: undefined }]);
  });

  test("moves time for one caller after the other", async () => {
    const gse = await useTestGse();
    const startMs = gse.clock.now();
    const fired: number[] = [];
    for (const ms of [5, 15, 25]) gse.clock.setTimeout(() => void fired.push(ms), ms);
    await Promise.all([gse.advance(10), gse.advance(10)]);
    expect([fired, gse.clock.now() - startMs]).toEqual([[5, 15], 20]);
    await expect(gse.advance(-1)).rejects.toThrow("time can be moved by 0 milliseconds or more, not by -1");
  });
});

describe("TestGse.settled()", () => {
  /** Both ends of a connection of this program with itself. */
  const usePair = async (): Promise<readonly [Socket, Socket]> => {
    const server = createServer();
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as { port: number };
    const accepted = once(server, "connection") as Promise<Socket[]>;
    const near = connect(port, "127.0.0.1");
    const [far] = await accepted;
    onTestFinished(() => {
      near.destroy();
      far!.destroy();
      server.close();
    });
    return [near, far!];
  };

  test("comes after all that this program's sockets have on their way to each other, players' too", async () => {
    const gse = await useTestGse();
    const [near, far] = await usePair();
    let bounces = 0;
    for (const end of [near, far])
      end.on("data", (ball: Buffer) => {
        if (++bounces < 200) end.write(ball);
      });
    near.write("ball");
    await gse.settled();
    expect(bounces).toBe(200);
  });

  test("gives up on bytes that nobody reads", async () => {
    const gse = await useTestGse({ patienceMs: 20 });
    const [near, far] = await usePair();
    far.pause();
    near.write(Buffer.alloc(20_000_000));
    await gse.settled();
    await gse.advance(10_000);
  });
});
