import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHost, type RunningHost } from "gse-host";
import { pino } from "pino";

/** A folder that goes with this process. */
export function freshDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), "gse-bench-"));
  process.once("exit", () => {
    rmSync(dataDir, { recursive: true, force: true });
  });
  return dataDir;
}

/** The whole host as `gse up` runs it, on free ports; ends on SIGTERM. */
export async function startBenchHost(dataDir = freshDataDir()): Promise<RunningHost> {
  const running = await startHost({
    mode: "up",
    apiAddress: "127.0.0.1:0",
    agentAddress: "127.0.0.1:0",
    dataDir,
    publicAddress: "127.0.0.1",
    // What it takes is measured, not what GSE let pass.
    rateLimits: "none",
    environment: process.env,
    logger: pino({ level: "warn" }, pino.destination(2)),
  });
  process.once("SIGTERM", () => {
    void running.close().finally(() => process.exit());
  });
  return running;
}
