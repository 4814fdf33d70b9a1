import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, openSync, closeSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, describe, onTestFinished, test } from "vitest";
import { LogStore } from "../../src/logs/index.js";
import { ProcessOutput } from "../../src/logs/process-output.js";
import { useTempDir } from "../support/use-temp-dir.js";

const log = "processes/ins-1/p-1.log";

function useOutput() {
  const store = new LogStore(join(useTempDir(), "logs"));
  const output = new ProcessOutput(store, log);
  const read = async (from: number, to: number): Promise<string> => {
    const chunks: Uint8Array[] = [];
    for (const part of output.parts(from, to)) {
      const open = await store.open(part.log);
      for await (const chunk of open!.read(part.from, part.to)) chunks.push(chunk);
      await open!.close();
    }
    return Buffer.concat(chunks).toString();
  };
  return { store, output, read };
}

describe("a process's output", () => {
  test("is counted from its first byte, whatever was put aside", async () => {
    const { store, output, read } = useOutput();
    expect(output.length()).toBe(0);
    await store.append(log, "0123456789");
    expect(await output.rotate(10, 3)).toBe(false);
    expect(await output.rotate(9, 3)).toBe(true);
    await store.append(log, "abcde");
    expect(output.length()).toBe(15);
    expect(await read(8, 12)).toBe("89ab");
    expect(await read(0, 100)).toBe("0123456789abcde");
    expect(await store.list("processes/ins-1")).toEqual(["processes/ins-1/p-1.0.log", log]);
  });

  test("is known to the next host in the same way", async () => {
    const { store, output } = useOutput();
    await store.append(log, "0123456789");
    await output.rotate(5, 3);
    await store.append(log, "abcde");
    const again = new ProcessOutput(store, log);
    expect(again.length()).toBe(15);
    expect(again.parts(9, 11)).toEqual([
      { log: "processes/ins-1/p-1.0.log", from: 9, to: 10 },
      { log, from: 0, to: 1 },
    ]);
  });

  test("keeps a few of the pieces that were put aside, the newest", async () => {
    const { store, output, read } = useOutput();
    for (const piece of ["aaaa", "bbbb", "cccc", "dddd"]) {
      await store.append(log, piece);
      await output.rotate(1, 2);
    }
    expect(await store.list("processes/ins-1")).toEqual([
      "processes/ins-1/p-1.12.log",
      "processes/ins-1/p-1.8.log",
      log,
    ]);
    expect(await read(0, 100)).toBe("ccccdddd");
    expect(output.length()).toBe(16);
  });

  test("is not mixed up with that of a process whose id begins alike", async () => {
    const { store, output } = useOutput();
    await store.append("processes/ins-1/p-1.5x.log", "other");
    await store.append("processes/ins-1/p-12.0.log", "other");
    expect(output.length()).toBe(0);
  });

  test("is put aside under the hands of a process that goes on writing: in order, nothing twice", async () => {
    const { store, output, read } = useOutput();
    mkdirSync(dirname(store.pathOf(log)), { recursive: true });
    const file = openSync(store.pathOf(log), "a");
    const child = spawn(process.execPath, ["-e", writer], { stdio: ["ignore", file, "inherit"] });
    closeSync(file);
    onTestFinished(() => void child.kill("SIGKILL"));
    const ended = once(child, "exit").then(() => true);
    let rotations = 0;
    // Opening a file lets the event loop turn.
    const looked = () => store.size(log).then(() => false);
    for (let isOver = false; !isOver; isOver = await Promise.race([ended, looked()]))
      if (await output.rotate(10_000, 1_000)) rotations++;
    expect(rotations).toBeGreaterThan(1);
    const numbers = [...(await read(0, output.length())).matchAll(/^line (\d+)$/gm)].map(([, n]) => Number(n));
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    // Between the last look and the cut a line may get lost, no more.
    expect(numbers.length).toBeGreaterThan(0.9 * 6_000);
  });
});

const writer = `
  const { writeSync } = require("node:fs");
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let i = 0; i < 6000; i++) {
    writeSync(1, "line " + i + "\\n");
    if (i % 20 === 0) Atomics.wait(pause, 0, 0, 1);
  }
`;
