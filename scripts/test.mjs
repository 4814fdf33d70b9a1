// `npm test`: builds, runs the tests, then the checks, also when a test failed; fails when any of them did.
//
//   npm test [-- ARGUMENTS of vitest run]
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** True when it went well; a Ctrl-C ends the whole. */
function run(...command) {
  const { status, signal } = spawnSync(process.execPath, command, { cwd: at("."), stdio: "inherit" });
  if (signal !== null) process.exit(1);
  return status === 0;
}

// Tests start programs out of dist/.
const isBuilt = run(at("scripts/check.mjs"), "build");
const isTested = isBuilt && run(at("node_modules/vitest/vitest.mjs"), "run", ...process.argv.slice(2));
const isChecked = isBuilt && run(at("scripts/check.mjs"));
process.exitCode = isBuilt && isTested && isChecked ? 0 : 1;
