import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A program under measurement, in a process of its own. */
export interface Child {
  /** What it said first: one line of JSON with its addresses. */
  readonly hello: Readonly<Record<string, string>>;
  /** One question at a time, each one line; the answer is the next line that it says. See answer-questions.ts. */
  ask<Answer>(question: object): Promise<Answer>;
  stop(): Promise<void>;
}

export interface ChildOptions {
  /** For Node itself. */
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What still runs when the bench fails is not left behind. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts a program of this folder, named like "sdk/bare.js", and waits for its first line. */
export async function startChild(
  name: string,
  args: readonly string[] = [],
  { nodeArgs = [], env = {} }: ChildOptions = {},
): Promise<Child> {
  const program = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [...nodeArgs, program, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  running.add(child);
  const exited = once(child, "exit").finally(() => running.delete(child));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async <Answer>(): Promise<Answer> => {
    const line = await lines.next();
    if (line.done === true) throw new Error(`"${name}" ended when its next line was awaited; see its output above`);
    return JSON.parse(line.value) as Answer;
  };
  return {
    hello: await next(),
    ask: (question) => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return next();
    },
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
