import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test } from "vitest";
import { localRuntime } from "../../src/runtime/local/local-runtime.js";

/** A program that lives until it is killed. */
const useChild = async (command = process.execPath, args: readonly string[] = ["-e", "process.stdin.resume()"]) => {
  const child = spawn(command, args, { stdio: ["pipe", "ignore", "inherit"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  await once(child, "spawn");
  if (child.pid === undefined) throw new Error("the child has no pid");
  return { child, pid: child.pid };
};

describe("localRuntime", () => {
  test("knows a process by when it was started, as long as it lives", async () => {
    const { child, pid } = await useChild();
    const startedAt = localRuntime.startedAt(pid);
    expect(startedAt).not.toBeNull();
    expect(localRuntime.startedAt(pid)).toBe(startedAt);
    expect(localRuntime.isAlive({ pid, startedAt })).toBe(true);
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
    expect(localRuntime.isAlive({ pid, startedAt })).toBe(false);
    expect(localRuntime.startedAt(pid)).toBeNull();
  });

  test.runIf(process.platform === "linux")("tells a process from a later one under the same pid", async () => {
    const { pid } = await useChild();
    const startedAt = localRuntime.startedAt(pid)!;
    const [boot, ticks] = startedAt.split(" ");
    expect(localRuntime.isAlive({ pid, startedAt: `${boot!} ${String(Number(ticks) - 1)}` })).toBe(false);
    expect(localRuntime.isAlive({ pid, startedAt: `another-boot ${ticks!}` })).toBe(false);
  });

  test.runIf(process.platform === "linux")("reads the start of a process whatever its name is", async () => {
    // The kernel writes the name in brackets, and nothing keeps a name from holding brackets and blanks itself.
    const script = `const fs = require("node:fs"); fs.writeFileSync("/proc/self/comm", ") S 1 (x"); process.stdout.write("named");process.stdin.resume()`;
    const child = spawn(process.execPath, ["-e", script], { stdio: ["pipe", "pipe", "inherit"] });
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    await once(child.stdout, "data");
    const startedAt = localRuntime.startedAt(child.pid!);
    expect(startedAt).toMatch(/^[0-9a-f-]{36} \d+$/);
    const own = localRuntime.startedAt(process.pid)!;
    expect(Number(startedAt!.split(" ")[1])).toBeGreaterThan(Number(own.split(" ")[1]));
  });

  test.runIf(process.platform === "linux")("takes one that has exited and was not waited for as gone", async () => {
    const { child, pid } = await useChild("sh", ["-c", "read line"]);
    const startedAt = localRuntime.startedAt(pid);
    // The parent, this very process, is kept from waiting for it until the look has been taken.
    const exited = once(child, "exit");
    process.kill(pid, "SIGKILL");
    while (localRuntime.isAlive({ pid, startedAt }));
    expect(child.exitCode ?? child.signalCode).toBeNull();
    expect(localRuntime.startedAt(pid)).toBeNull();
    await exited;
  });

  test("lets one that it never saw, in another container say, count as alive", () => {
    expect(localRuntime.isAlive({ pid: 4_000_000, startedAt: null })).toBe(true);
    expect(localRuntime.startedAt(4_000_000)).toBeNull();
  });

  test.runIf(process.platform === "linux")("names the leader of a process's group", async () => {
    const script = `echo $$; sh -c 'echo $$; read line'; true`;
    const child = spawn("sh", ["-c", script], { stdio: ["pipe", "pipe", "inherit"], detached: true });
    onTestFinished(() => {
      process.kill(-child.pid!, "SIGKILL");
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const leader = Number((await lines.next()).value);
    const inner = Number((await lines.next()).value);
    expect(leader).toBe(child.pid);
    expect(localRuntime.groupLeader(inner)).toBe(leader);
    expect(localRuntime.groupLeader(leader)).toBe(leader);
    expect(localRuntime.groupLeader(4_000_000)).toBeNull();
  });
});
