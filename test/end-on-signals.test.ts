import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { useAgent } from "./support/use-agent.js";
import { useReadyServer } from "./support/use-game-server.js";

async function useFixture() {
  const agent = await useAgent();
  const child = spawn(process.execPath, [fileURLToPath(new URL("fixtures/ends-on-signals.mjs", import.meta.url))], {
    env: { ...process.env, GSE_AGENT_ADDRESS: agent.address },
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exit = once(child, "exit");
  expect(await lines.next()).toMatchObject({ value: "ready" });
  return { agent, child, lines, exit };
}

describe("endOnSignals", () => {
  test("ends in order at the first signal, and lets the process exit by itself", async () => {
    const { agent, child, lines, exit } = await useFixture();
    child.kill("SIGTERM");
    expect(await lines.next()).toMatchObject({ value: "farewell: signal" });
    child.stdin.write("go\n");
    expect(await lines.next()).toMatchObject({ value: "closed, listeners left: 0" });
    expect(await exit).toEqual([0, null]);
    expect(agent.names()).toEqual(["processReady", "processEnding"]);
  });

  test("leaves the second signal to Node, which ends the process at once", async () => {
    const { child, lines, exit } = await useFixture();
    child.kill("SIGINT");
    expect(await lines.next()).toMatchObject({ value: "farewell: signal" });
    child.kill("SIGINT");
    expect(await exit).toEqual([null, "SIGINT"]);
  });

  test("is off unless asked for", async () => {
    const before = process.listenerCount("SIGTERM");
    await useReadyServer();
    expect(process.listenerCount("SIGTERM")).toBe(before);
  });

  test("removes its handlers when the server ends", async () => {
    const before = process.listenerCount("SIGUSR2");
    const { server } = await useReadyServer({ endOnSignals: ["SIGUSR2"] });
    expect(process.listenerCount("SIGUSR2")).toBe(before + 1);
    await server.close();
    expect(process.listenerCount("SIGUSR2")).toBe(before);
  });
});
