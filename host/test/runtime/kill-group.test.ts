import { describe, expect, onTestFinished, test, vi } from "vitest";
import { killGroup, killRemains } from "../../src/runtime/local/kill-group.js";
import { localRuntime } from "../../src/runtime/local/local-runtime.js";

/**
 * What would be sent. Nothing is sent: a fault in what is tested here would end every process of the machine, the tests and
 * whatever else runs on it.
 */
const useUnsentSignals = () => {
  const sent: [number, unknown][] = [];
  const kill = vi.spyOn(process, "kill").mockImplementation((pid, signal) => {
    if (signal !== 0) sent.push([pid, signal]);
    return true;
  });
  onTestFinished(() => {
    kill.mockRestore();
  });
  return { sent, kill };
};

/** As for a pid that is not in use. */
const whereNobodyIs =
  (sent: [number, unknown][]) =>
  (pid: number, signal?: string | number): true => {
    if (signal === 0) throw Object.assign(new Error("kill ESRCH"), { code: "ESRCH" });
    sent.push([pid, signal]);
    return true;
  };

describe("ending a group", () => {
  test.each([0, 1, -1, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, process.pid, -process.pid])(
    "never ends anything for the pid %d",
    (pid) => {
      const { sent, kill } = useUnsentSignals();
      killGroup({ pid, startedAt: localRuntime.startedAt(pid) });
      killRemains(pid);
      // Neither where the pid is not in use.
      kill.mockImplementation(whereNobodyIs(sent));
      killRemains(pid);
      expect(sent).toEqual([]);
    },
  );

  test.runIf(process.platform === "linux")("never ends the group that the host is in", () => {
    const { sent, kill } = useUnsentSignals();
    const group = localRuntime.groupLeader(process.pid)!;
    killGroup({ pid: group, startedAt: localRuntime.startedAt(group) });
    kill.mockImplementation(whereNobodyIs(sent));
    killRemains(group);
    expect(sent).toEqual([]);
  });

  test("leaves alone what is left under a pid that is in use again", () => {
    const { sent } = useUnsentSignals();
    killRemains(3_999_999);
    expect(sent).toEqual([]);
  });

  test("reaches what is left under a pid that nobody has", () => {
    const { sent, kill } = useUnsentSignals();
    kill.mockImplementation(whereNobodyIs(sent));
    killRemains(3_999_999);
    expect(sent).toEqual([[-3_999_999, "SIGKILL"]]);
  });
});
