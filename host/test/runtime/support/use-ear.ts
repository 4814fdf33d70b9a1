import { execFileSync } from "node:child_process";
import { constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { useTempDir } from "../../support/use-temp-dir.js";

export interface Ear {
  /** A pipe: whatever line a program writes to it is heard. Its path needs no quotes. */
  readonly path: string;
  /** The next line that nobody has asked for yet. */
  next(): Promise<string>;
}

/** Hears what programs say that share nothing with the test but the machine. */
export function useEar(): Ear {
  const path = join(useTempDir(), "ear");
  execFileSync("sh", ["-c", `mkfifo -m 666 ${path}`]);
  // Open for writing too, so that it is never at its end.
  const socket = new Socket({ fd: openSync(path, constants.O_RDWR | constants.O_NONBLOCK) });
  onTestFinished(() => {
    socket.destroy();
  });
  const heard: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: socket }).on("line", (line) => {
    const first = waiting.shift();
    if (first === undefined) heard.push(line);
    else first(line);
  });
  return {
    path,
    next: () =>
      new Promise((resolve) => {
        const line = heard.shift();
        if (line === undefined) waiting.push(resolve);
        else resolve(line);
      }),
  };
}
