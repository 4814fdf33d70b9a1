// npm run replay -- [--players N] [--seed S] [--target PERCENT] [--cooldown MINUTES] [--processes N] [--min INSTANCES]
import { parseArgs } from "node:util";
import { systemClock } from "../../system-clock.js";
import { playDay } from "./play-day.js";
import { reportOf } from "./report.js";

const { values } = parseArgs({
  options: {
    players: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    /** The buffer, in percent. */
    target: { type: "string", default: "20" },
    /** ScalingInterval. */
    cooldown: { type: "string", default: "3" },
    /** Of each instance, 1 to 50. */
    processes: { type: "string", default: "50" },
    min: { type: "string", default: "2" },
  },
});

const count = (name: keyof typeof values): number => {
  const text = values[name];
  if (/^\d+$/.test(text)) return Number(text);
  throw new RangeError(`--${name} is "${text}": give a number, in digits`);
};

const beganAtMs = systemClock.now();
const day = playDay({
  seed: count("seed"),
  players: count("players"),
  targetPercent: count("target"),
  cooldownMinutes: count("cooldown"),
  processesPerInstance: count("processes"),
  minInstances: count("min"),
});
const report = reportOf(day);
process.stdout.write(`${report.text}\n\nin ${((systemClock.now() - beganAtMs) / 1_000).toFixed(1)} s\n`);
process.exitCode = report.faults.length === 0 ? 0 : 1;
