import { describe, expect, test } from "vitest";
import { KEEP_MS, Retention } from "../src/retention.js";
import { useManualClock } from "./support/use-manual-clock.js";

function useRetention() {
  const clock = useManualClock(Date.UTC(2026, 5, 1));
  const said: string[] = [];
  const broken = { journal: false, logs: false };
  const retention = new Retention({
    clock,
    keepMs: KEEP_MS,
    journal: {
      prune: (beforeMs, limit) => {
        if (broken.journal) throw new Error("full");
        said.push(`rows before ${new Date(beforeMs).toISOString()}, ${String(limit)} at once`);
        return 0;
      },
    },
    logs: {
      forgetBefore: async (beforeMs) => {
        if (broken.logs) throw new Error("unreadable");
        said.push(`logs before ${new Date(beforeMs).toISOString()}`);
      },
    },
    onFault: (doing, error) => said.push(`${doing}: ${String(error)}`),
  });
  retention.start();
  return { clock, said, broken, retention };
}

describe("what has been over for 30 days", () => {
  test("is let go of in the journal, a little every few seconds", async () => {
    const { clock, said } = useRetention();
    await clock.advance(4_999);
    expect(said).toEqual([]);
    await clock.advance(5_001);
    expect(said).toEqual([
      "rows before 2026-05-02T00:00:05.000Z, 500 at once",
      "rows before 2026-05-02T00:00:10.000Z, 500 at once",
    ]);
  });

  test("is let go of among the logs, soon after the start and then every hour", async () => {
    const { clock, said } = useRetention();
    await clock.advance(60_000 + 3_600_000);
    expect(said.filter((line) => line.startsWith("logs"))).toEqual([
      "logs before 2026-05-02T00:01:00.000Z",
      "logs before 2026-05-02T01:01:00.000Z",
    ]);
  });

  test("is tried again after a fault, which is told", async () => {
    const { clock, said, broken } = useRetention();
    broken.journal = true;
    broken.logs = true;
    await clock.advance(60_000);
    expect(said).toContain("forget what has been over for long: Error: full");
    expect(said).toContain("delete old logs: Error: unreadable");
    broken.journal = false;
    broken.logs = false;
    said.length = 0;
    await clock.advance(3_600_000);
    expect(said.filter((line) => line.startsWith("rows"))).toHaveLength(720);
    expect(said.filter((line) => line.startsWith("logs"))).toHaveLength(1);
  });

  test("leaves no timer behind when the host closes", async () => {
    const { clock, retention } = useRetention();
    retention.close();
    await clock.advance(3_600_000);
    expect(clock.pendingTimers).toBe(0);
  });
});
