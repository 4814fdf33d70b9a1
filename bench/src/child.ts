import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A program under measurement, in a process of its own. */
export interface Child {
  /** What it said first: one line of JSON with its addresses. */
  readonly hello: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts a Node program and waits for its first line. */
export async function startChild(program: string, args: readonly string[]): Promise<Child> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const line = await Promise.race([firstLine(child), exited.then(() => undefined)]);
  if (line === undefined) throw new Error(`"${program}" exited with ${String(child.exitCode)} before it said anything`);
  return {
    hello: JSON.parse(line) as Record<string, string>,
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (child.stdout === null) throw new Error("the child has no stdout");
    createInterface(child.stdout).once("line", resolve);
  });
}
