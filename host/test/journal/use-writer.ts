import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const program = fileURLToPath(new URL("./writer.mjs", import.meta.url));
const NOBODY = 65_534;

interface WriterOptions {
  /** No file may grow beyond this: for the writer, the disk is full then. */
  readonly largestFileKilobytes?: number;
  /** Without root's right to write everywhere; whoever runs the tests may be root. */
  readonly asNobody?: boolean;
}

/** Another host, as far as the journal sees it: a process that writes until it is killed. */
export function useWriter(dataDir: string, { largestFileKilobytes, asNobody = false }: WriterOptions = {}) {
  const limit = largestFileKilobytes === undefined ? "" : `ulimit -f ${String(largestFileKilobytes * 2)}; `;
  const user = asNobody && process.getuid?.() === 0 ? String(NOBODY) : "";
  const child: ChildProcess = spawn("sh", ["-c", `${limit}exec "$0" "$@"`, process.execPath, program, dataDir, user], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });

  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let isOver = false;
  const look = (): void => {
    for (const again of [...waiting]) again();
  };
  createInterface({ input: child.stdout! })
    .on("line", (line) => {
      lines.push(line);
      look();
    })
    .on("close", () => {
      isOver = true;
      look();
    });

  const lastAcknowledged = (): number =>
    Number(/ (\d+)$/.exec(lines.findLast((line) => line.startsWith("acknowledged ")) ?? " 0")?.[1]);
  /** What `find` finds, now or as soon as the writer has said it. */
  const wait = <T>(find: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const again = (): void => {
        const found = find();
        if (found === undefined && !isOver) return;
        waiting.delete(again);
        if (found === undefined) reject(new Error(`the writer ended first; it said: ${lines.slice(-3).join(" | ")}`));
        else resolve(found);
      };
      waiting.add(again);
      again();
    });

  return {
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    said: (pattern: RegExp) => wait(() => lines.find((line) => pattern.test(line))),
    /** The last seq that was acknowledged, once it is at least `seq`. */
    acknowledged: (seq: number) => wait(() => (lastAcknowledged() >= seq ? lastAcknowledged() : undefined)),
    /** The last seq that was acknowledged, once the writer is gone. */
    lastWord: () => wait(() => (isOver ? lastAcknowledged() : undefined)),
  };
}
