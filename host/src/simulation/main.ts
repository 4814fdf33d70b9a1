// npm run simulate -- [--seed N] [--runs R] [--steps M] [--only STEPS] [--coverage] [--history]
import { parseArgs } from "node:util";
import { systemClock } from "../system-clock.js";
import { Coverage } from "./coverage.js";
import { shrink } from "./shrink.js";
import { simulate, type Broken, type SimulationOptions } from "./simulation.js";
import { fromText, toText } from "./step-numbers.js";

const { values } = parseArgs({
  options: {
    /** The first one; each further run takes the next. Default: a fresh one. */
    seed: { type: "string", default: String(systemClock.now() % 1_000_000_000) },
    runs: { type: "string", default: "1" },
    steps: { type: "string", default: "1000" },
    /** Of all steps of a run only these, "1,4-6"; what was found before is found again. */
    only: { type: "string" },
    /** How often each thing happened. */
    coverage: { type: "boolean", default: false },
    /** What happened, in words. */
    history: { type: "boolean", default: false },
  },
});

const count = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new RangeError(`"${text}" is not a number: give 0 or more, in digits`);
  return Number(text);
};
const print = (...lines: readonly string[]): void => {
  for (const line of lines) process.stdout.write(`${line}\n`);
};

const [seed, runs, steps] = [count(values.seed), count(values.runs), count(values.steps)];
const given = values.only === undefined ? {} : { only: fromText(values.only) };
const coverage = new Coverage();
const startedAtMs = systemClock.now();
let stepsDone = 0;
let failures = 0;

for (let run = 0; run < runs; run++) {
  const options: SimulationOptions = { seed: seed + run, steps, isTold: values.history, ...given };
  const result = await simulate(options);
  stepsDone += result.stepsDone;
  coverage.add(result.coverage);
  print(...result.history);
  if (result.broken === undefined) continue;
  failures++;
  await explain(options, result.broken);
}

const seconds = (systemClock.now() - startedAtMs) / 1_000;
if (values.coverage) print(...coverage.entries().map(([what, times]) => `${String(times).padStart(9)}  ${what}`));
print(
  `${String(runs)} runs from seed ${String(seed)}, ${String(stepsDone)} steps in ${seconds.toFixed(1)} s ` +
    `(${String(Math.round(stepsDone / seconds))}/s): ${failures === 0 ? "every invariant held" : `${String(failures)} broke an invariant`}`,
);
process.exitCode = failures === 0 ? 0 : 1;

async function explain(options: SimulationOptions, broken: Broken): Promise<void> {
  print(`seed ${String(options.seed)}, step ${String(broken.step)}: ${broken.invariant}: ${broken.found}`);
  if (options.only !== undefined) return;
  print("leaving out what it does not take …");
  const { only, result } = await shrink(options, broken);
  print(...result.history);
  const again = `npm run simulate -- --seed ${String(options.seed)} --steps ${String(steps)} --only ${toText(only)} --history`;
  print(`${String(only.size)} steps are needed; to see them again:`, `  ${again}`);
}
