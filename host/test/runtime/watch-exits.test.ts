import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ProcessId } from "../../src/model/index.js";
import { localRuntime } from "../../src/runtime/local/local-runtime.js";
import { ExitWatch } from "../../src/runtime/local/watch-exits.js";
import { useManualClock } from "../support/use-manual-clock.js";

const id = "process-1" as ProcessId;

const useWatch = () => {
  const clock = useManualClock();
  const gone: ProcessId[] = [];
  const watch = new ExitWatch({ clock, everyMs: 250, onGone: (id) => gone.push(id) });
  return { clock, gone, watch };
};

const useChild = async () => {
  const child = spawn("sleep", ["1000"], { stdio: "ignore" });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  await once(child, "spawn");
  return { child, pid: child.pid!, startedAt: localRuntime.startedAt(child.pid!) };
};

describe("ExitWatch", () => {
  test("tells once of a process that has gone, at its next look", async () => {
    const { clock, gone, watch } = useWatch();
    const { child, ...process } = await useChild();
    watch.add(id, process);
    await clock.advance(10_000);
    expect(gone).toEqual([]);
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
    await clock.advance(249);
    expect(gone).toEqual([]);
    await clock.advance(1);
    expect(gone).toEqual([id]);
    expect(clock.pendingTimers).toBe(0);
  });

  test.runIf(process.platform === "linux")("sees within two seconds that a pid is another process's", async () => {
    const { clock, gone, watch } = useWatch();
    const { pid, startedAt } = await useChild();
    watch.add(id, { pid, startedAt: `${startedAt!}0` });
    await clock.advance(2_000);
    expect(gone).toEqual([id]);
  });

  test.runIf(process.platform === "linux")("sees that one has exited which nobody waits for", async () => {
    const { clock, gone, watch } = useWatch();
    const { child, ...process } = await useChild();
    watch.add(id, process);
    // This test is the one that should wait for it, and does not come to it until it has looked.
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    while (localRuntime.isAlive(process));
    const looked = clock.advance(2_000);
    expect(child.signalCode).toBeNull();
    await looked;
    expect(gone).toEqual([id]);
    await exited;
  });

  test("looks no more once it is closed", async () => {
    const { clock, gone, watch } = useWatch();
    watch.add(id, { pid: 4_000_000, startedAt: "boot 1" });
    watch.close();
    expect(clock.pendingTimers).toBe(0);
    await clock.advance(1_000);
    expect(gone).toEqual([]);
  });
});
