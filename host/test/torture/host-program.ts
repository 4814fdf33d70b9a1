import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What `gse up` says once it serves. */
export interface HostWord {
  readonly api: string;
  readonly agent: string;
  readonly sessions: number;
  readonly processes: number;
}

export interface HostPlaces {
  readonly dataDir: string;
  readonly api: string;
  readonly agent: string;
  /** What the host writes is added to it. */
  readonly logFile: string;
}

/** One life of a real `gse up`, in a process of its own. */
export interface HostProgram {
  readonly pid: number;
  /** Rejects when it ends without having served. */
  readonly ready: Promise<HostWord & { readonly tookMs: number }>;
  /** Settles when it has ended, however. */
  readonly exited: Promise<void>;
  hasExited(): boolean;
  signal(name: NodeJS.Signals): void;
}

const gse = fileURLToPath(new URL("../../bin/gse.js", import.meta.url));
const READY = '"gse is up"';

/** @param onFault told of each line in which the host says that something failed */
export function startHostProgram(
  { dataDir, api, agent, logFile }: HostPlaces,
  onFault: (line: string) => void = () => undefined,
): HostProgram {
  const beganMs = performance.now();
  const child = spawn(process.execPath, [gse, "up", "--data", dataDir, "--api", api, "--agent", agent], {
    env: { PATH: process.env["PATH"] },
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (child.pid === undefined) throw new Error(`could not start "${gse}"`);
  appendFileSync(logFile, `--- host ${String(child.pid)}\n`);
  createInterface({ input: child.stderr }).on("line", (line) => {
    appendFileSync(logFile, `${line}\n`);
    onFault(line);
  });
  const exited = once(child, "close").then(() => undefined);
  const ready = readyWord(child, exited, logFile, onFault).then((word) => ({
    ...word,
    tookMs: performance.now() - beganMs,
  }));
  // One that was killed meanwhile is nobody's concern.
  ready.catch(() => undefined);
  return {
    pid: child.pid,
    exited,
    hasExited: () => child.exitCode !== null || child.signalCode !== null,
    ready,
    signal: (name) => child.kill(name),
  };
}

function readyWord(
  child: ChildProcess,
  exited: Promise<void>,
  logFile: string,
  onFault: (line: string) => void,
): Promise<HostWord> {
  if (child.stdout === null) throw new Error("the host's output is not heard");
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve, reject) => {
    lines.on("line", (line) => {
      appendFileSync(logFile, `${line}\n`);
      if (/^\{"level":"(error|fatal)"/.test(line)) onFault(line);
      if (line.includes(READY)) resolve(JSON.parse(line) as HostWord);
    });
    void exited.then(() => {
      reject(new Error(`the host ended before it served; see ${logFile}`));
    });
  });
}

export const credentialsOf = (dataDir: string): { readonly secretId: string; readonly secretKey: string } =>
  JSON.parse(readFileSync(join(dataDir, "credentials.json"), "utf8")) as { secretId: string; secretKey: string };
