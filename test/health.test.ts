import { describe, expect, test } from "vitest";
import { GameServer } from "gse-server-sdk";
import { systemClock } from "../src/system-clock.js";
import { HandClock } from "./support/hand-clock.js";
import { patiently } from "./support/use-agent.js";
import { nextEvent, silent, useActiveServer, useReadyServer } from "./support/use-game-server.js";

/** The whole process stands still, as in a computation that takes too long. */
const block = (forMs: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, forMs);

describe("a health check", () => {
  test("that the program does not answer in time is a no, with the reason in event and log", async () => {
    const clock = new HandClock();
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const warnings: unknown[] = [];
    const { server, gse } = await useReadyServer({
      clock,
      onHealthCheck: () => {
        begin();
        return new Promise(() => {});
      },
      logger: { ...silent, warn: (details, message) => void warnings.push([details, message]) },
    });
    const asked = nextEvent(server, "healthChecked");
    const answer = gse.healthCheck(patiently);
    await begun;
    clock.advance(10_000);
    expect(await answer).toBe(false);
    const reason = "onHealthCheck failed: no answer within 10000 ms";
    expect(await asked).toEqual({ isHealthy: false, reason });
    expect(warnings).toEqual([[{ reason }, `the process is not healthy: ${reason}`]]);
    expect(clock.pending).toBe(0);
  });

  test("is a no after the event loop stood still for too long, once", async () => {
    const { server, gse } = await useReadyServer({ maxEventLoopLagMs: 100 });
    expect(await gse.healthCheck(patiently)).toBe(true);
    // Node measures in real time, every 50 ms.
    await new Promise<void>((resolve) => void systemClock.setTimeout(resolve, 200));
    block(400);
    const late = nextEvent(server, "healthChecked");
    expect(await gse.healthCheck(patiently)).toBe(false);
    expect((await late).reason).toMatch(
      /^the event loop stood still for \d+ ms since the last check, more than 100 ms$/,
    );
    expect(await gse.healthCheck(patiently)).toBe(true);
  });

  test("is a no from setUnhealthy() to setHealthy(), whatever onHealthCheck says", async () => {
    const { server, gse } = await useReadyServer({ onHealthCheck: () => true });
    server.setUnhealthy("the database is gone");
    const checked = nextEvent(server, "healthChecked");
    expect(await gse.healthCheck(patiently)).toBe(false);
    expect((await checked).reason).toBe("the database is gone");
    server.setHealthy();
    expect(await gse.healthCheck(patiently)).toBe(true);
  });

  test("is answered while the process drains", async () => {
    let finish = (): void => {};
    const { server, gse } = await useActiveServer({
      onProcessTerminate: () => new Promise<void>((resolve) => (finish = resolve)),
    });
    const requested = nextEvent(server, "terminationRequested");
    const closed = server.close();
    await requested;
    server.setUnhealthy("too hot");
    expect(await gse.healthCheck(patiently)).toBe(false);
    server.setHealthy();
    expect(await gse.healthCheck(patiently)).toBe(true);
    finish();
    await closed;
  });

  test.each(["healthCheckTimeoutMs", "maxEventLoopLagMs"])("cannot be given %s 0", (name) => {
    expect(() => new GameServer({ clientPort: 2000, [name]: 0 })).toThrow(
      `[BAD_REQUEST_EXCEPTION] ${name} must be more than 0 milliseconds, got "0"`,
    );
  });
});
