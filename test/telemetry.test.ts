import * as api from "@opentelemetry/api";
import { metrics, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { describe, expect, test } from "vitest";
import { GseRefusal, grpcStatus } from "gse-server-sdk/wire";
import { openTelemetry } from "../src/telemetry/open-telemetry.js";
import { aWireSession, patiently } from "./support/use-agent.js";
import { useActiveServer, useReadyServer } from "./support/use-game-server.js";
import { useProgram } from "./support/use-program.js";
import { useTelemetry } from "./support/use-telemetry.js";

const sessionId = aWireSession().gameServerSessionId;
const tooLate = async (): Promise<never> => {
  throw new GseRefusal(
    grpcStatus.INVALID_ARGUMENT,
    "UNEXPECTED_PLAYER_SESSION",
    "it has expired",
    "player-session-expired",
  );
};
const onceUnavailable = (): (() => Promise<void>) => {
  let calls = 0;
  return async () => {
    calls += 1;
    if (calls === 1) throw new GseRefusal(grpcStatus.UNAVAILABLE, "SERVICE_CALL_FAILED", "restarting");
  };
};

describe("spans", () => {
  test("tell of every call to the agent, the first one too", async () => {
    const { spans } = useTelemetry();
    const { server, agent } = await useActiveServer();
    await server.acceptPlayerSession("psess-1");
    expect(spans().map(({ name }) => name)).toEqual(
      expect.arrayContaining(["gse.ProcessReady", "gse.ActivateGameServerSession", "gse.AcceptPlayerSession"]),
    );
    const [span] = spans("gse.AcceptPlayerSession");
    const seen = agent.calls.find(({ name }) => name === "acceptPlayerSession");
    expect(span?.kind).toBe(SpanKind.CLIENT);
    expect(span?.status.code).toBe(SpanStatusCode.UNSET);
    expect(span?.attributes).toEqual({
      "rpc.system": "grpc",
      "rpc.service": "tencentcloud.gse.grpcsdk.GseGrpcSdkService",
      "rpc.method": "AcceptPlayerSession",
      "gse.request_id": seen?.call.requestId,
      "gse.game_server_session.id": sessionId,
      "gse.outcome": "ok",
    });
  });

  test("tell of every callback", async () => {
    const { spans } = useTelemetry();
    const { gse } = await useActiveServer();
    await gse.healthCheck(patiently);
    const [start] = spans("gse.OnStartGameServerSession");
    const [health] = spans("gse.OnHealthCheck");
    for (const span of [start, health]) {
      expect(span?.kind).toBe(SpanKind.SERVER);
      expect(span?.attributes).toMatchObject({
        "rpc.service": "tencentcloud.gse.grpcsdk.GameServerGrpcSdkService",
        "gse.game_server_session.id": sessionId,
        "gse.request_id": expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      });
    }
  });

  test("say why a call was refused", async () => {
    const { spans } = useTelemetry();
    const { server, agent } = await useActiveServer();
    agent.on("acceptPlayerSession", tooLate);
    await expect(server.acceptPlayerSession("psess-1")).rejects.toThrow("it has expired");
    const [span] = spans("gse.AcceptPlayerSession");
    expect(span?.status).toEqual({
      code: SpanStatusCode.ERROR,
      message: expect.stringContaining("it has expired") as string,
    });
    expect(span?.attributes).toMatchObject({
      "gse.outcome": "refused",
      "error.type": "UNEXPECTED_PLAYER_SESSION",
      "gse.reason": "expired",
    });
  });

  test("say that a handler failed", async () => {
    const { spans } = useTelemetry();
    const { gse } = await useReadyServer({
      onStartGameServerSession: () => {
        throw new Error("no such map");
      },
    });
    await expect(gse.startGameServerSession(aWireSession(), patiently)).rejects.toThrow("no such map");
    const [span] = spans("gse.OnStartGameServerSession");
    expect(span?.status).toMatchObject({ code: SpanStatusCode.ERROR });
    expect(span?.attributes).toMatchObject({ "gse.outcome": "refused" });
  });

  test("of what a handler does stand below the callback's", async () => {
    const { spans } = useTelemetry();
    await useActiveServer({
      onStartGameServerSession: async () => {
        await Promise.resolve();
        trace.getTracer("game").startSpan("load map").end();
      },
    });
    const [start] = spans("gse.OnStartGameServerSession");
    for (const name of ["load map", "gse.ActivateGameServerSession"])
      expect(spans(name)[0]?.parentSpanContext?.spanId).toBe(start?.spanContext().spanId);
  });

  test("tell of retries", async () => {
    const { spans, points } = useTelemetry();
    const { server, agent } = await useActiveServer();
    agent.on("acceptPlayerSession", onceUnavailable());
    await server.acceptPlayerSession("psess-1");
    const [span] = spans("gse.AcceptPlayerSession");
    expect(span?.attributes).toMatchObject({ "gse.outcome": "ok", "gse.retries": 1 });
    expect(span?.events.map(({ name }) => name)).toEqual(["retry"]);
    expect(await points("gse.call.retries")).toEqual([
      { attributes: { "rpc.method": "AcceptPlayerSession" }, value: 1 },
    ]);
  });
});

describe("metrics", () => {
  test("count how long calls and callbacks took, in seconds, by method and outcome", async () => {
    const { points, histogram } = useTelemetry();
    const { server, agent } = await useActiveServer();
    await server.acceptPlayerSession("psess-1");
    agent.on("acceptPlayerSession", tooLate);
    await server.acceptPlayerSession("psess-2").catch(() => {});
    const accepts = (await points("gse.call.duration")).filter(
      ({ attributes }) => attributes["rpc.method"] === "AcceptPlayerSession",
    );
    expect(accepts).toMatchObject([
      { attributes: { "gse.outcome": "ok" }, value: { count: 1 } },
      { attributes: { "gse.outcome": "refused" }, value: { count: 1 } },
    ]);
    expect((await histogram("gse.call.duration"))?.descriptor.unit).toBe("s");
    expect(await points("gse.callback.duration")).toMatchObject([
      { attributes: { "rpc.method": "OnStartGameServerSession", "gse.outcome": "ok" }, value: { count: 1 } },
    ]);
  });

  test("count the players accepted, refused and in the game now", async () => {
    const { points } = useTelemetry();
    const { server, agent } = await useActiveServer();
    for (const id of ["psess-1", "psess-2", "psess-3"]) await server.acceptPlayerSession(id);
    await server.removePlayerSession("psess-2");
    agent.on("acceptPlayerSession", tooLate);
    await server.acceptPlayerSession("psess-4").catch(() => {});
    expect(await points("gse.players.accepted")).toMatchObject([{ value: 3 }]);
    expect(await points("gse.players.refused")).toEqual([{ attributes: { "gse.reason": "expired" }, value: 1 }]);
    expect(await points("gse.players")).toMatchObject([{ value: 2 }]);
    await server.terminateGameServerSession();
    expect(await points("gse.players")).toMatchObject([{ value: 0 }]);
  });

  test("count health checks by what they said", async () => {
    const { points } = useTelemetry();
    const { server, gse } = await useReadyServer();
    await gse.healthCheck(patiently);
    server.setUnhealthy("the map server is gone");
    await gse.healthCheck(patiently);
    await gse.healthCheck(patiently);
    expect(await points("gse.health_checks")).toEqual([
      { attributes: { "gse.healthy": true }, value: 1 },
      { attributes: { "gse.healthy": false }, value: 2 },
    ]);
  });

  test("begin when the SDK of OpenTelemetry is set up later", async () => {
    const { server } = await useActiveServer();
    await server.acceptPlayerSession("psess-1");
    const { spans, points } = useTelemetry();
    await server.acceptPlayerSession("psess-2");
    expect(spans().map(({ name }) => name)).toEqual(["gse.AcceptPlayerSession"]);
    expect(await points("gse.players.accepted")).toMatchObject([{ value: 1 }]);
  });
});

describe("@opentelemetry/api", () => {
  test("without an SDK behind it costs next to nothing: no exchange is watched", () => {
    const exchange = { kind: "call", name: "AcceptPlayerSession", requestId: "r-1" } as const;
    const telemetry = openTelemetry(api);
    expect(telemetry.begin(exchange)).toBeUndefined();
    useTelemetry();
    expect(telemetry.begin(exchange)).toBeDefined();
  });

  test.each([
    ["traces", () => metrics.disable()],
    ["metrics", () => trace.disable()],
  ])("with an SDK for %s alone is enough to be watched", (_, disable) => {
    useTelemetry();
    disable();
    const exchange = { kind: "call", name: "AcceptPlayerSession", requestId: "r-1" } as const;
    expect(openTelemetry(api).begin(exchange)).toBeDefined();
  });

  test("is loaded with the first use of the SDK, not with its import", async () => {
    const run = useProgram("test/fixtures/when-telemetry-loads.mjs");
    expect(await run.exited).toMatchObject({ code: 0, output: "imported: false\nused: true\n" });
  });
});
