import { grpcStatus } from "gse-server-sdk/wire";
import { describe, expect, test } from "vitest";
import { useBareAgent, useServer, useTestGse } from "./use-test-gse.js";

const counts = { currentCustomCount: 3, maxCustomCount: 9 };

/** A process with an ACTIVE session, and its way to the agent, said once: no call is repeated. */
async function useActiveProcess() {
  const gse = await useTestGse({ patienceMs: 50 });
  const server = await useServer(gse);
  const session = await gse.startSession({ maxPlayers: 2 });
  const agent = useBareAgent(gse);
  return {
    gse,
    server,
    session,
    agent,
    report: (ms = 5_000) => agent.reportCustomData(counts, { deadlineAtMs: gse.clock.now() + ms }),
  };
}

/** What has become of a promise by now. */
function followed(promise: Promise<unknown>): { state: unknown } {
  const seen: { state: unknown } = { state: "pending" };
  promise.then(
    () => (seen.state = "done"),
    (error: unknown) => (seen.state = error),
  );
  return seen;
}

describe("a call of a game server", () => {
  test("that is dropped has its effect, and its caller waits until its deadline", async () => {
    const { gse, session, report } = await useActiveProcess();
    using fault = gse.faults.drop("ReportCustomData");
    const call = followed(report(5_000));
    await gse.advance(4_999);
    expect(session.info.currentCustomCount).toBe(3);
    expect(call.state).toBe("pending");
    await gse.advance(1);
    expect(call.state).toMatchObject({ code: "SERVICE_CALL_TIMED_OUT" });
    expect(fault.hits).toBe(1);
    expect(gse.calls.at(-1)).toMatchObject({ call: "ReportCustomData", request: counts, answer: undefined });
  });

  test("that hangs has no effect until it is restored, and then it has, though its caller has given up", async () => {
    const { gse, session, report } = await useActiveProcess();
    const fault = gse.faults.hang("ReportCustomData");
    const call = followed(report(5_000));
    await gse.advance(5_000);
    expect(call.state).toMatchObject({ code: "SERVICE_CALL_TIMED_OUT" });
    expect(session.info.currentCustomCount).toBe(0);
    fault.restore();
    await gse.settled();
    expect(session.info.currentCustomCount).toBe(3);
  });

  test("that is delayed has its effect at once and its answer later", async () => {
    const { gse, session, report } = await useActiveProcess();
    gse.faults.delay("ReportCustomData", 2_000);
    const call = followed(report());
    await gse.advance(1_999);
    expect(session.info.currentCustomCount).toBe(3);
    expect(call.state).toBe("pending");
    await gse.advance(1);
    expect(call.state).toBe("done");
  });

  test("that is failed arrives as that gRPC status, without an effect", async () => {
    const { gse, session, report } = await useActiveProcess();
    gse.faults.fail("ReportCustomData", grpcStatus.UNAVAILABLE, { times: 1 });
    await expect(report()).rejects.toMatchObject({ code: "SERVICE_CALL_FAILED" });
    expect(session.info.currentCustomCount).toBe(0);
    await report();
    expect(session.info.currentCustomCount).toBe(3);
  });

  test("that is refused arrives as the engine's own refusal", async () => {
    const { gse, server, session } = await useActiveProcess();
    const ada = await session.join("ada");
    gse.faults.refuse("AcceptPlayerSession", "player-session-expired");
    await expect(server.acceptPlayerSession(ada.id)).rejects.toMatchObject({ code: "UNEXPECTED_PLAYER_SESSION" });
    expect(session.players()).toMatchObject([{ status: "RESERVED" }]);
  });

  test("that is repeated arrives twice under one requestId, and has its effect once", async () => {
    const { gse, server, session } = await useActiveProcess();
    const ada = await session.join("ada");
    gse.faults.repeat("AcceptPlayerSession");
    await server.acceptPlayerSession(ada.id);
    expect(session.players()).toMatchObject([{ status: "ACTIVE" }]);
    expect(gse.events.filter(({ type }) => type === "playerAccepted")).toHaveLength(1);
  });

  test("meets a fault so many times as it was ordered, and the one that was ordered first comes first", async () => {
    const { gse, report } = await useActiveProcess();
    const first = gse.faults.fail("ReportCustomData", grpcStatus.INTERNAL, { times: 2 });
    const second = gse.faults.fail("ReportCustomData", grpcStatus.UNAVAILABLE, { times: 1 });
    for (const code of ["INTERNAL_SERVICE_EXCEPTION", "INTERNAL_SERVICE_EXCEPTION", "SERVICE_CALL_FAILED"])
      await expect(report()).rejects.toMatchObject({ code });
    await report();
    expect([first.hits, second.hits]).toEqual([2, 1]);
  });

  test("goes through again once all faults are restored", async () => {
    const { gse, report } = await useActiveProcess();
    gse.faults.fail("ReportCustomData", grpcStatus.INTERNAL);
    gse.faults.hang("ReportCustomData");
    gse.faults.restore();
    await report();
  });

  test("meets what is ordered for all calls, whichever it is; a callback does not", async () => {
    const { gse, server, report } = await useActiveProcess();
    using fault = gse.faults.fail("*", grpcStatus.INTERNAL);
    const failed = { code: "INTERNAL_SERVICE_EXCEPTION" };
    await expect(report()).rejects.toMatchObject(failed);
    await expect(server.updatePlayerSessionCreationPolicy("DENY_ALL")).rejects.toMatchObject(failed);
    expect(await gse.checkHealth()).toMatchObject({ isHealthy: true });
    expect(fault.hits).toBe(2);
  });

  test("cannot be ordered to fail less than once, or to come less than late", async () => {
    const { gse } = await useActiveProcess();
    expect(() => gse.faults.drop("ProcessReady", { times: 0 })).toThrow("times must be 1 or more, got 0");
    expect(() => gse.faults.delay("ProcessReady", 0)).toThrow("byMs must be more than 0 milliseconds, got 0");
  });
});

describe("a callback of GSE", () => {
  test("that hangs does not reach the game server, and counts as unanswered at its deadline", async () => {
    const gse = await useTestGse();
    let asked = 0;
    await useServer(gse, { onHealthCheck: () => ++asked > 0 });
    gse.faults.hang("OnHealthCheck");
    const health = gse.checkHealth();
    await gse.advance(60_000);
    expect(await health).toMatchObject({ isHealthy: false });
    expect(asked).toBe(0);
  });

  test("that is dropped reaches the game server, and its answer is lost", async () => {
    const gse = await useTestGse();
    let asked = 0;
    await useServer(gse, { onHealthCheck: () => ++asked > 0 });
    gse.faults.drop("OnHealthCheck", { times: 1 });
    const health = gse.checkHealth();
    await gse.advance(60_000);
    expect(await health).toMatchObject({ isHealthy: false });
    expect(asked).toBeGreaterThan(0);
  });

  test("that is delayed is answered later; one delayed for too long, not at all", async () => {
    const gse = await useTestGse();
    await useServer(gse);
    gse.faults.delay("OnHealthCheck", 30_000, { times: 1 });
    gse.faults.delay("OnHealthCheck", 70_000, { times: 1 });
    const late = gse.checkHealth();
    await gse.advance(30_000);
    expect(await late).toEqual({ isHealthy: true, reason: "" });
    const tooLate = gse.checkHealth();
    await gse.advance(60_000);
    expect(await tooLate).toMatchObject({ isHealthy: false });
  });

  test("that starts a session twice starts one", async () => {
    const gse = await useTestGse();
    const started: string[] = [];
    await useServer(gse, { onStartGameServerSession: ({ id }) => void started.push(id) });
    gse.faults.repeat("OnStartGameServerSession");
    const session = await gse.startSession();
    expect(started).toEqual([session.id]);
  });

  test("that fails to start a session fails the session, and says why", async () => {
    const gse = await useTestGse();
    await useServer(gse);
    gse.faults.fail("OnStartGameServerSession", grpcStatus.UNAVAILABLE, { times: 1 });
    await expect(gse.startSession()).rejects.toMatchObject({
      code: "SESSION_FAILED",
      message: expect.stringContaining("UNAVAILABLE") as string,
    });
  });
});
