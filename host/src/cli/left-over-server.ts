import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { localRuntime } from "../main.js";
import type { Clock } from "../ports/index.js";
import { pause } from "./pause.js";

/** Who a server is that we started: its pid alone may come again. */
interface ServerRecord {
  readonly pid: number;
  readonly startedAt: string;
}

const fileIn = (dataDir: string): string => join(dataDir, "server.json");

/** Notes the server that we started, so that the next run can end it should we be killed before we do. */
export function rememberServer(dataDir: string, pid: number): void {
  const startedAt = localRuntime.startedAt(pid);
  if (startedAt === null) return;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(fileIn(dataDir), JSON.stringify({ pid, startedAt } satisfies ServerRecord));
}

export function forgetServer(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}

const GRACE_MS = 1_500;
const PERIOD_MS = 25;

/** The pid of the server that a run left behind which was killed. */
export function leftOverServer(dataDir: string): number | undefined {
  const record = read(dataDir);
  return record !== undefined && localRuntime.isAlive(record) ? record.pid : undefined;
}

/** Ends it, by force if it does not go; nothing to do where there is none. */
export async function endLeftOverServer(dataDir: string, clock: Clock): Promise<void> {
  const record = read(dataDir);
  if (record === undefined || !localRuntime.isAlive(record)) return;
  const startedAtMs = clock.now();
  for (let signal: NodeJS.Signals = "SIGTERM"; localRuntime.isAlive(record);) {
    if (clock.now() - startedAtMs >= GRACE_MS) signal = "SIGKILL";
    signalGroup(record.pid, signal);
    await pause(clock, PERIOD_MS);
  }
  // What it had started may have stayed.
  signalGroup(record.pid, "SIGKILL");
  forgetServer(dataDir);
}

function read(dataDir: string): ServerRecord | undefined {
  try {
    const value = JSON.parse(readFileSync(fileIn(dataDir), "utf8")) as Partial<ServerRecord> | null;
    const { pid, startedAt } = value ?? {};
    return typeof pid === "number" && typeof startedAt === "string" ? { pid, startedAt } : undefined;
  } catch {
    // Not there, or not whole because its writer was killed: nothing is known of a server.
    return undefined;
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone meanwhile.
  }
}
