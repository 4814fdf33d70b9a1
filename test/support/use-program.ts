import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const root = new URL("../../", import.meta.url);

/** A program of this repository as `npm run build` made it, in a process of its own; `file` is its path from the top. */
export function useProgram(file: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, root)), ...args], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const one of [...waiting]) one();
  };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      look();
    });
  const exited = once(child, "close").then(([code, signal]: unknown[]) => {
    look();
    return { code, signal, output };
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
  });

  return {
    pid: child.pid,
    /** Settles with the line of output that holds the text, now or later; rejects when it ends without. */
    line: (text: string) =>
      new Promise<string>((resolve, reject) => {
        const one = (): void => {
          const found = output
            .split("\n")
            .slice(0, -1)
            .find((line) => line.includes(text));
          if (found !== undefined) resolve(found);
          else if (child.exitCode !== null || child.signalCode !== null)
            reject(new Error(`${file} ended and did not write "${text}", but: ${output}`));
          else return;
          waiting.delete(one);
        };
        waiting.add(one);
        one();
      }),
    stop: (signal: NodeJS.Signals) => child.kill(signal),
    exited,
  };
}
