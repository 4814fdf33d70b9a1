import { Console } from "node:console";
import { readEnvironment } from "./environment.js";
import { GseError, type Logger } from "./model/index.js";
import { systemClock } from "./system-clock.js";

const levels = ["debug", "info", "warn", "error"] as const satisfies readonly (keyof Logger)[];
type Level = (typeof levels)[number];
const isLevel = (name: string): name is Level => levels.some((level) => level === name);

let hasWarned = false;

/** What GSE_LOG_LEVEL asks for: JSON lines on stderr, from that level upwards; undefined when it asks for nothing. */
export function findLevelLogger(): Logger | undefined {
  const { logLevel, pid } = readEnvironment();
  if (logLevel === undefined) return undefined;
  if (isLevel(logLevel)) return levelLogger(logLevel, pid);
  if (!hasWarned)
    process.emitWarning(
      `cannot log at GSE_LOG_LEVEL "${logLevel}": it must be "debug", "info", "warn" or "error"; it is as if it were not set`,
      { type: "GseServerSdk" },
    );
  hasWarned = true;
  return undefined;
}

function levelLogger(lowest: Level, pid: number): Logger {
  // A Console does not mind when nobody reads stderr any more; a bare write would end the process.
  const out = new Console(process.stderr);
  const at = (level: Level) => {
    if (levels.indexOf(level) < levels.indexOf(lowest)) return () => {};
    return (details: object, message: string): void => {
      const ts = new Date(systemClock.now()).toISOString();
      out.log(JSON.stringify({ level, ts, msg: message, pid, ...details }, plain));
    };
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** What JSON would leave out, or fail over. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  const code = value instanceof GseError ? { code: value.code, reason: value.reason } : {};
  return { type: name, message, ...code, stack, ...(cause === undefined ? {} : { cause: causeOf(cause) }) };
}

const causeOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
