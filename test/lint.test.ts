import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import { describe, expect, test } from "vitest";

// The rules that keep time, chance and the environment out, asked without types, which need no file on the disk.
const eslint = new ESLint({
  cwd: fileURLToPath(new URL("..", import.meta.url)),
  overrideConfig: { languageOptions: { parserOptions: { project: null } } },
  ruleFilter: ({ ruleId }) => ruleId.startsWith("no-restricted-"),
});

async function complaints(filePath: string, text: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(text, { filePath });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

const inAll = ["src/game-server.ts", "src/core/x.ts", "src/wire/x.ts", "host/src/host.ts", "host/src/engine/x.ts"];
inAll.push("host/src/main.ts", "host/src/cli/up.ts", "host/src/cli/main.ts", "examples/chat/src/room.ts");

describe("lint refuses", () => {
  describe.each([
    ["the time of day", "export const now = Date.now();"],
    ["a date made of now", "export const now = new Date();"],
    ["a measured time", "export const now = performance.now();"],
    ["a timer", "setTimeout(() => {}, 10);"],
    ["a timer by its long name", "globalThis.setTimeout(() => {}, 10);"],
    ["a repeated timer", "setInterval(() => {}, 10);"],
    ["Node's own timers", `import { setTimeout } from "node:timers/promises";`],
    ["a signal with a timer inside", "export const signal = AbortSignal.timeout(10);"],
    ["chance", "export const dice = Math.random();"],
  ])("%s", (_what, text) => {
    test.each(inAll)("in %s", async (path) => {
      if (path.includes("/core/") || path.includes("/engine/")) expect(await complaints(path, text)).not.toEqual([]);
      else expect(await complaints(path, text)).toHaveLength(1);
    });
  });

  test.each([
    ["the environment", "host/src/main.ts", "export const home = process.env;"],
    ["the environment, taken apart", "src/game-server.ts", "export const { env } = process;"],
    ["the environment by another name", "src/game-server.ts", `import { env } from "node:process";`],
    ["an end of the process", "src/game-server.ts", "process.exit(1);"],
    ["an end of the process from a command", "host/src/cli/up.ts", "process.exit(1);"],
    ["an exit code", "host/src/main.ts", "process.exitCode = 1;"],
    ["the console", "src/game-server.ts", `console.log("hello");`],
    ["the console in the host", "host/src/agent/x.ts", `console.log("hello");`],
    ["the console in a command", "host/src/cli/up.ts", `console.log("hello");`],
    ["gRPC outside the wire", "src/game-server.ts", `import { Server } from "@grpc/grpc-js";`],
    ["Node in the engine", "host/src/engine/x.ts", `import { readFileSync } from "node:fs";`],
    ["a turn of the event loop in the engine", "host/src/engine/x.ts", "setImmediate(() => {});"],
    ["a request from the engine", "host/src/engine/x.ts", `void fetch("http://127.0.0.1");`],
    ["a sleep in a test", "host/test/x.test.ts", "setTimeout(() => {}, 10);"],
    ["a sleep in a test, as a promise", "test/x.test.ts", `import { setTimeout } from "node:timers/promises";`],
  ])("%s", async (_what, path, text) => {
    expect(await complaints(path, text)).toHaveLength(1);
  });
});

describe("lint lets pass", () => {
  test.each([
    ["timers where the clock is made", "src/system-clock.ts", "setTimeout(() => {}, Date.now());"],
    [
      "timers where the sample's clock is made",
      "examples/chat/src/system-clock.ts",
      "setTimeout(() => {}, Date.now());",
    ],
    ["a date of a known instant", "host/src/agent/x.ts", "export const date = (atMs: number) => new Date(atMs);"],
    [
      "the clock that was handed in",
      "src/core/x.ts",
      "export const f = (clock: Clock) => clock.setTimeout(g, clock.now());",
    ],
    ["the environment in the room made for it", "src/environment.ts", "export const address = process.env;"],
    ["the environment where a program begins", "host/src/cli/main.ts", "process.exitCode = Number(process.env);"],
    ["gRPC in the wire", "src/wire/x.ts", `import { Server } from "@grpc/grpc-js";`],
    ["a turn of the event loop in the host's loop", "host/src/host.ts", "setImmediate(() => {});"],
  ])("%s", async (_what, path, text) => {
    expect(await complaints(path, text)).toEqual([]);
  });
});
