#!/usr/bin/env node
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const main = await import("../dist/cli/main.js").then((program) => program.main, notBuilt);
await main?.();

/** A clone has its sources beside it and, before the first build, nothing that runs. What npm installs is whole. */
function notBuilt(error) {
  const isClone = existsSync(new URL("../src/cli/main.ts", import.meta.url));
  if (!isClone || error.code !== "ERR_MODULE_NOT_FOUND") throw error;
  const root = fileURLToPath(new URL("../..", import.meta.url));
  console.error(`gse: this clone is not built yet; run "npm run build" in "${root}" and try again`);
  process.exitCode = 2;
}
