import { describe, expect, onTestFinished, test } from "vitest";
import {
  connectGameServer,
  GseRefusal,
  grpcStatus,
  isUnreachable,
  serveGameServer,
  type GameServerConnection,
  type GameServerHandlers,
} from "gse-server-sdk/wire";
import { HandClock } from "../support/hand-clock.js";
import { aWireSession, patiently } from "../support/use-agent.js";
import { useRawServer } from "../support/use-raw-server.js";

const service = "/tencentcloud.gse.grpcsdk.GameServerGrpcSdkService";

async function useProcess(
  handlers: Partial<GameServerHandlers> = {},
  clock?: HandClock,
): Promise<GameServerConnection> {
  const whole = {
    startGameServerSession: async () => {},
    healthCheck: async () => true,
    processTerminate: async () => {},
    ...handlers,
  };
  const server = await serveGameServer(whole, { address: "127.0.0.1:0" });
  onTestFinished(() => server.close(0));
  return useConnection(server.address, clock);
}

function useConnection(address: string, clock?: HandClock): GameServerConnection {
  const connection = connectGameServer(address, clock === undefined ? {} : { clock });
  onTestFinished(() => connection.close());
  return connection;
}

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("a game server process", () => {
  test("gets the session as the host has it", async () => {
    const seen: unknown[] = [];
    const process = await useProcess({
      startGameServerSession: async (session) => {
        seen.push(session);
      },
    });
    const session = aWireSession({
      gameProperties: [
        { key: "a", value: "1" },
        { key: "", value: "" },
      ],
    });
    await process.startGameServerSession(session, patiently);
    expect(seen).toMatchObject([session]);
  });

  test("says of itself whether it is healthy", async () => {
    const healths = [true, false];
    const process = await useProcess({ healthCheck: async () => healths.shift() ?? false });
    expect(await process.healthCheck(patiently)).toBe(true);
    expect(await process.healthCheck(patiently)).toBe(false);
  });

  test.each([-1n, 0n, 1_795_000_000n, 2n ** 63n - 1n])("is told to end at %i without loss", async (time) => {
    const seen: bigint[] = [];
    const process = await useProcess({
      processTerminate: async (terminationTime) => {
        seen.push(terminationTime);
      },
    });
    await process.processTerminate(time, patiently);
    expect(seen).toEqual([time]);
  });

  test("refuses a start without a session", async () => {
    const process = await useProcess();
    const error = await caught(process.startGameServerSession(aWireSession({ gameServerSessionId: "" }), patiently));
    expect(error).toMatchObject({ code: "BAD_REQUEST_EXCEPTION", cause: { code: grpcStatus.INVALID_ARGUMENT } });
  });
});

describe("the host", () => {
  test("can tell a no from no answer", async () => {
    const refusing = await useProcess({
      startGameServerSession: () => {
        throw new GseRefusal(grpcStatus.FAILED_PRECONDITION, "GAME_SERVER_SESSION_READY_FAILED", "no map");
      },
    });
    const no = await caught(refusing.startGameServerSession(aWireSession(), patiently));
    expect(no).toMatchObject({
      code: "GAME_SERVER_SESSION_READY_FAILED",
      message: "[GAME_SERVER_SESSION_READY_FAILED] OnStartGameServerSession was refused: no map",
    });
    expect(isUnreachable(no)).toBe(false);

    const gone = await caught(useConnection("127.0.0.1:1").startGameServerSession(aWireSession(), patiently));
    expect(gone).toMatchObject({ code: "SERVICE_CALL_FAILED" });
    expect(isUnreachable(gone)).toBe(true);
  });

  test("waits for an answer until the deadline on its own clock", async () => {
    const clock = new HandClock();
    let begun: () => void = () => {};
    const beginning = new Promise<void>((resolve) => (begun = resolve));
    const hanging = await useProcess(
      {
        startGameServerSession: () => {
          begun();
          return new Promise(() => {});
        },
      },
      clock,
    );
    const call = caught(hanging.startGameServerSession(aWireSession(), { deadlineAtMs: clock.now() + 600_000 }));
    await beginning;
    clock.advance(599_999);
    expect(clock.pending).toBe(1);
    clock.advance(1);
    expect(isUnreachable(await call)).toBe(true);
    expect(clock.pending).toBe(0);
  });

  test("takes an old answer with a status for the failure that it is", async () => {
    const failure = Uint8Array.from([0x08, 0x02, 0x1a, 0x04, ...Buffer.from("boom")]);
    const process = useConnection(
      await useRawServer({
        [`${service}/OnStartGameServerSession`]: failure,
        [`${service}/OnProcessTerminate`]: failure,
      }),
    );
    const start = await caught(process.startGameServerSession(aWireSession(), patiently));
    const end = await caught(process.processTerminate(-1n, patiently));
    expect(String(start)).toBe("GseError: [INTERNAL_SERVICE_EXCEPTION] OnStartGameServerSession was refused: boom");
    expect(String(end)).toBe("GseError: [INTERNAL_SERVICE_EXCEPTION] OnProcessTerminate was refused: boom");
  });

  test("takes an old answer without one for success", async () => {
    const process = useConnection(
      await useRawServer({ [`${service}/OnStartGameServerSession`]: Uint8Array.from([0x12, 0x01, 0x61]) }),
    );
    await process.startGameServerSession(aWireSession(), patiently);
  });

  test.each([
    ["a missing name", aWireSession({ name: undefined as unknown as string }), 'cannot send name "undefined"'],
    ["a fraction of a port", aWireSession({ port: 0.5 }), 'cannot send port "0.5"'],
    ["a property without value", aWireSession({ gameProperties: [{ key: "k" } as never] }), "gameProperties.value"],
  ])("is told of %s before anything is sent", async (_, session, message) => {
    const process = await useProcess();
    const error = await caught(process.startGameServerSession(session, patiently));
    expect(error).toMatchObject({ code: "BAD_REQUEST_EXCEPTION" });
    expect(String(error)).toContain(message);
  });

  test("is told of a time that 64 bits cannot hold", async () => {
    const process = await useProcess();
    for (const time of [2n ** 63n, 7 as unknown as bigint])
      expect(await caught(process.processTerminate(time, patiently))).toMatchObject({ code: "BAD_REQUEST_EXCEPTION" });
  });
});
