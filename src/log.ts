import { findLevelLogger } from "./level-logger.js";
import { GseError, type Logger } from "./model/index.js";

/** What the SDK writes to. Never throws. */
export interface Log extends Readonly<Record<keyof Logger, (details: object, message: string) => void>> {
  /** False when nobody hears what is told at level debug, so that it need not be put into words. */
  readonly hearsDebug: boolean;
}

/**
 * The logger given, whatever its order of arguments; without one, what GSE_LOG_LEVEL asks for; without that, warnings and
 * errors become Node warnings.
 */
export function toLog(given: Logger | undefined): Log {
  const logger = given ?? findLevelLogger();
  const write =
    logger === undefined ? warnThroughNode : isConsole(logger) ? messageFirst(logger) : detailsFirst(logger);
  const at =
    (level: keyof Logger) =>
    (details: object, message: string): void => {
      try {
        write(level, withRequestId(details), message);
      } catch {
        // A broken logger is no reason to end a game, and there is nobody left to tell.
      }
    };
  const hearsDebug = logger !== undefined;
  return { hearsDebug, debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

type Write = (level: keyof Logger, details: object, message: string) => void;

/** Where a call failed, its requestId, as the agent's log has it. */
function withRequestId(details: object): object {
  if (!("err" in details) || "requestId" in details || !(details.err instanceof GseError)) return details;
  const { requestId } = details.err;
  return requestId === undefined ? details : { requestId, ...details };
}

// Of all loggers only a Console can draw tables.
const isConsole = (logger: Logger): logger is Console => "table" in logger && "dirxml" in logger;

const messageFirst =
  (logger: Console): Write =>
  (level, details, message) =>
    logger[level](message, details);

const detailsFirst =
  (logger: Logger): Write =>
  (level, details, message) =>
    logger[level](details, message);

const warnThroughNode: Write = (level, details, message) => {
  if (level !== "warn" && level !== "error") return;
  const error = "err" in details && details.err instanceof Error ? details.err : undefined;
  process.emitWarning(message, {
    type: "GseServerSdk",
    ...(error?.stack === undefined ? {} : { detail: error.stack }),
  });
};
