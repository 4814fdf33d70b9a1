import type { Writable } from "node:stream";
import picocolors from "picocolors";
import { systemClock } from "../system-clock.js";
import { runCli } from "./program.js";
import type { Colors, Terminal } from "./terminal.js";

/**
 * npm hands a Ctrl-C on to its script, which the terminal has told already: one key press arrives twice, a few
 * milliseconds apart. No hand is that quick.
 */
const NPM_ECHO_MS = 150;

/** The edge of the program `gse`: what comes from the process goes in, what comes out becomes its exit code. */
export async function main(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) ignoreBrokenPipe(stream);
  process.exitCode = await runCli(process.argv.slice(2), terminalOfProcess());
}

function terminalOfProcess(): Terminal {
  const { env } = process;
  const isInteractive = process.stdout.isTTY && env["TERM"] !== "dumb";
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env,
    cwd: process.cwd(),
    clock: systemClock,
    isInteractive,
    colors: colorsFor(isInteractive, env),
    errorColors: colorsFor(process.stderr.isTTY && env["TERM"] !== "dumb", env),
    onStopSignal: (listener) => onStopSignal(listener, isSet(env["npm_lifecycle_event"]) ? NPM_ECHO_MS : 0),
    exitNow: (code) => process.exit(code),
  };
}

const colorsFor = (isTerminal: boolean, env: Terminal["env"]): Colors =>
  picocolors.createColors((isTerminal || isSet(env["FORCE_COLOR"])) && !isSet(env["NO_COLOR"]));

function onStopSignal(listener: (how: "gracefully" | "at once") => void, echoMs: number): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  let firstAtMs: number | undefined;
  const onSignal = (): void => {
    const nowMs = systemClock.now();
    if (firstAtMs !== undefined && nowMs - firstAtMs < echoMs) return;
    const how = firstAtMs === undefined ? "gracefully" : "at once";
    firstAtMs ??= nowMs;
    listener(how);
  };
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
}

/** Whoever read the output has gone (`gse … | head`): that is no fault, and nothing to say it to. */
function ignoreBrokenPipe(stream: Writable): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
  });
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== "";
