// Runs every `check:…` script of package.json, two at a time, prints a line for each, and the output of those that failed.
//
//   npm run check [-- NAME…]     only the named ones, e.g. `npm run check -- lint format`
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

// The others read what this one makes: the packages' types, and `dist` as it would be published.
const build = { name: "build", command: scripts.build };
const checks = Object.entries(scripts)
  .filter(([name]) => name.startsWith("check:"))
  .map(([name, command]) => ({ name: name.slice("check:".length), command }));

const env = { ...process.env, PATH: [`${root}node_modules/.bin`, process.env.PATH].join(delimiter) };

/** The whole output of one command, and how it ended. */
function run(command) {
  return new Promise((resolve) => {
    const child = spawn(command, { cwd: root, env, shell: true, stdio: ["ignore", "pipe", "pipe"] });
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.on("error", (error) => resolve({ isOk: false, output: String(error) }));
    child.on("close", (code) => resolve({ isOk: code === 0, output: Buffer.concat(output).toString() }));
  });
}

const failures = [];

async function runCheck({ name, command }) {
  const startedAtMs = performance.now();
  const { isOk, output } = await run(command);
  const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(1);
  console.log(`${isOk ? "ok  " : "FAIL"}  ${name.padEnd(14)}${seconds.padStart(6)} s`);
  if (!isOk) failures.push(`── ${name}: ${command}\n${output.trimEnd()}`);
}

const wanted = process.argv.slice(2);
const names = [build, ...checks].map(({ name }) => name);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`there is no check "${unknown.join('", "')}"; the names are ${names.join(", ")}`);
  process.exit(2);
}

await runCheck(build);
const queue = wanted.length === 0 ? checks : checks.filter(({ name }) => wanted.includes(name));
const worker = async () => {
  for (let check = queue.shift(); check !== undefined; check = queue.shift()) await runCheck(check);
};
await Promise.all([worker(), worker()]);

for (const failure of failures) console.error(`\n${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
