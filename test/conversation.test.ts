import { describe, expect, test } from "vitest";
import type { Logger } from "gse-server-sdk";
import { GseRefusal, grpcStatus } from "gse-server-sdk/wire";
import { aWireSession, patiently, useAgent } from "./support/use-agent.js";
import { useActiveServer } from "./support/use-game-server.js";
import { useProgram } from "./support/use-program.js";

type Line = Readonly<Record<string, unknown>>;

const gameServerSessionId = aWireSession().gameServerSessionId;

function listening(): { readonly logger: Logger; readonly lines: Line[] } {
  const lines: Line[] = [];
  const at = (level: string) => (details: object, msg: string) => void lines.push({ level, msg, ...details });
  return { lines, logger: { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") } };
}

const one = (lines: readonly Line[], facts: Line): Line | undefined =>
  lines.find((line) => Object.entries(facts).every(([key, value]) => line[key] === value));

describe("the log", () => {
  test("tells of every call: how it ended, how long it took, under which requestId, in which session", async () => {
    const { logger, lines } = listening();
    const { server, agent } = await useActiveServer({ logger });
    await server.acceptPlayerSession("psess-1");
    const requestId = agent.calls.find(({ name }) => name === "acceptPlayerSession")?.call.requestId;
    expect(one(lines, { call: "AcceptPlayerSession" })).toEqual({
      level: "debug",
      msg: expect.stringMatching(/^AcceptPlayerSession: ok in \d+ ms$/) as string,
      call: "AcceptPlayerSession",
      requestId,
      pid: process.pid,
      gameServerSessionId,
      durationMs: expect.any(Number) as number,
      outcome: "ok",
    });
  });

  test("tells of every callback", async () => {
    const { logger, lines } = listening();
    const { gse } = await useActiveServer({ logger });
    await gse.healthCheck(patiently);
    for (const callback of ["OnStartGameServerSession", "OnHealthCheck"])
      expect(one(lines, { callback })).toMatchObject({
        level: "debug",
        requestId: expect.any(String) as string,
        pid: process.pid,
        gameServerSessionId,
        outcome: "ok",
      });
  });

  test("tells code and reason of a refusal", async () => {
    const { logger, lines } = listening();
    const { server, agent } = await useActiveServer({ logger });
    agent.on("acceptPlayerSession", async () => {
      throw new GseRefusal(
        grpcStatus.INVALID_ARGUMENT,
        "UNEXPECTED_PLAYER_SESSION",
        "it has expired",
        "player-session-expired",
      );
    });
    await server.acceptPlayerSession("psess-1").catch(() => {});
    expect(one(lines, { call: "AcceptPlayerSession" })).toMatchObject({
      outcome: "refused",
      code: "UNEXPECTED_PLAYER_SESSION",
      reason: "expired",
      msg: expect.stringContaining("it has expired") as string,
    });
  });

  test("tells of a caller who gave up", async () => {
    const { logger, lines } = listening();
    const { server, agent } = await useActiveServer({ logger });
    const controller = new AbortController();
    agent.on("describePlayerSessions", async () => {
      controller.abort();
      return new Promise(() => {});
    });
    await server.describePlayerSessions({}, { signal: controller.signal }).catch(() => {});
    expect(one(lines, { call: "DescribePlayerSessions" })).toMatchObject({ outcome: "aborted" });
  });

  test("has the one requestId in every line of a call, retries counted", async () => {
    const { logger, lines } = listening();
    const { server, agent } = await useActiveServer({ logger });
    let calls = 0;
    agent.on("acceptPlayerSession", async () => {
      calls += 1;
      if (calls === 1) throw new GseRefusal(grpcStatus.UNAVAILABLE, "SERVICE_CALL_FAILED", "restarting");
    });
    await server.acceptPlayerSession("psess-1");
    const told = lines.filter((line) => line["call"] === "AcceptPlayerSession");
    expect(told.map((line) => line["msg"])).toEqual([
      expect.stringContaining("is made again: "),
      expect.stringMatching(/: ok in \d+ ms after 1 retry$/),
    ]);
    expect(new Set(told.map((line) => line["requestId"])).size).toBe(1);
    expect(told.map((line) => line["retries"])).toEqual([1, 1]);
  });

  test("has the requestId where a failed call is told of", async () => {
    const { logger, lines } = listening();
    const { server, agent } = await useActiveServer({ logger, autoActivate: false });
    agent.on("activateGameServerSession", async () => {
      throw new GseRefusal(grpcStatus.INTERNAL, "INTERNAL_SERVICE_EXCEPTION", "disk full");
    });
    await server.activateGameServerSession().catch(() => {});
    const seen = agent.calls.find(({ name }) => name === "activateGameServerSession");
    expect(one(lines, { level: "warn" })).toMatchObject({ requestId: seen?.call.requestId, gameServerSessionId });
  });
});

describe("GSE_LOG_LEVEL", () => {
  const useGame = async (level: string) => {
    const agent = await useAgent();
    const env = { GSE_AGENT_ADDRESS: agent.address, GSE_LOG_LEVEL: level };
    const program = useProgram("test/fixtures/one-session.mjs", [], env);
    await program.line("ready");
    await agent.process().processTerminate(-1n, patiently);
    const { code, output } = await program.exited;
    expect(code).toBe(0);
    const json = output.split("\n").filter((line) => line.startsWith("{"));
    return { agent, output, pid: program.pid, lines: json.map((line) => JSON.parse(line) as Line) };
  };

  test("debug shows the conversation as JSON lines", async () => {
    const { agent, lines, pid } = await useGame("debug");
    const requestId = agent.calls.find(({ name }) => name === "processReady")?.call.requestId;
    const line = one(lines, { call: "ProcessReady" });
    expect(line).toMatchObject({ level: "debug", pid, requestId, outcome: "ok" });
    expect(Object.keys(line ?? {}).slice(0, 4)).toEqual(["level", "ts", "msg", "pid"]);
    expect(new Date(String(line?.["ts"])).toISOString()).toBe(line?.["ts"]);
    expect(one(lines, { callback: "OnProcessTerminate" })).toMatchObject({ outcome: "ok" });
  });

  test("info leaves out the calls", async () => {
    const { lines } = await useGame("info");
    expect(new Set(lines.map((line) => line["level"]))).toEqual(new Set(["info"]));
  });

  test("anything else is warned of once, and changes nothing", async () => {
    const { lines, output } = await useGame("verbose");
    expect(lines).toEqual([]);
    expect(output.match(/GseServerSdk: cannot log at GSE_LOG_LEVEL "verbose"/g)).toHaveLength(1);
  });

  test("changes nothing where a logger is given", async () => {
    const { logger, lines } = listening();
    process.env["GSE_LOG_LEVEL"] = "error";
    try {
      await useActiveServer({ logger });
    } finally {
      delete process.env["GSE_LOG_LEVEL"];
    }
    expect(one(lines, { call: "ProcessReady" })).toMatchObject({ level: "debug" });
  });
});
