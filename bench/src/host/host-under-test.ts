import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHost } from "gse-host";
import { pino } from "pino";

// The whole host as `gse up` runs it, on free ports and a fresh folder of its own; says where it is, ends on SIGTERM.
const dataDir = mkdtempSync(join(tmpdir(), "gse-bench-"));
const running = await startHost({
  mode: "up",
  apiAddress: "127.0.0.1:0",
  agentAddress: "127.0.0.1:0",
  dataDir,
  publicAddress: "127.0.0.1",
  // What it takes is measured, not what GSE let pass.
  rateLimits: "none",
  logger: pino({ level: "warn" }, pino.destination(2)),
});
process.stdout.write(
  `${JSON.stringify({ api: running.apiAddress, agent: running.agentAddress, ...running.credentials })}\n`,
);
process.once("SIGTERM", () => {
  void running.close().finally(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });
});
