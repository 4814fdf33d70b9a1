import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { systemClock } from "../../src/system-clock.js";
import { summary } from "./summary.js";
import { Torture } from "./torture.js";

// `npm run torture -- --kills N --seed S --sessions N`: kills a host again and again under load, and looks each time whether
// anything that it had acknowledged is lost or doubled, a game disturbed, a process left behind.

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    seed: { type: "string", default: String(systemClock.now() % 100_000) },
    sessions: { type: "string", default: "1000" },
  },
});
const kills = wholeNumber("kills", 1);
const seed = wholeNumber("seed", 0);
const openSessions = wholeNumber("sessions", 0);

function wholeNumber(name: keyof typeof values, least: number): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= least) return number;
  console.error(`--${name} is "${values[name]}": give a whole number, ${String(least)} or more`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "gse-torture-"));
const torture = await Torture.open({ kills, seed, openSessions, folder, say: console.log });
process.once("exit", () => {
  torture.endNow();
});
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)
  process.once(signal, () => {
    torture.endNow();
    rmSync(folder, { recursive: true, force: true });
    process.exit(code);
  });

console.log(
  `torture: ${String(kills)} kills, seed ${String(seed)}, ${String(openSessions)} sessions more; data in ${folder}`,
);
const beganAtMs = systemClock.now();
await torture.run();
console.log(summary(torture, { seed, openSessions, tookMs: systemClock.now() - beganAtMs }));
if (torture.violations.length === 0) rmSync(folder, { recursive: true, force: true });
else {
  process.exitCode = 1;
  console.error(
    `The data folder is kept: ${folder}. The same choices again, though not at the same instants:\n` +
      `  npm run torture -- --kills ${String(kills)} --seed ${String(seed)} --sessions ${String(openSessions)}`,
  );
}
process.exit();
