import type { Writable } from "node:stream";
import { pino, type Logger } from "pino";
import type { Clock } from "../ports/index.js";
import type { HostLog } from "./host-log.js";
import { localSteps, type LocalStep } from "./local-log.js";
import { logTime } from "./log-time.js";

/** One JSON object per line, with the keys of GSE Local: `level`, `ts`, `msg` and what goes with it (gse-semantics j). */
export function openJsonLog(stdout: Writable, clock: Clock): HostLog {
  const logger = createJsonLogger(stdout, clock);
  const write = ({ level, msg, extras }: LocalStep): void => {
    logger[level](extras, msg);
  };
  return {
    logger,
    event: (event) => {
      for (const step of localSteps(event)) write(step);
    },
    say: write,
    serverLine: (line) => {
      logger.info({ from: "server" }, line);
    },
    close: () => undefined,
  };
}

const createJsonLogger = (stdout: Writable, clock: Clock): Logger =>
  pino(
    {
      base: null,
      timestamp: () => `,"ts":"${logTime(clock.now())}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    {
      write: (line: string) => {
        stdout.write(line);
      },
    },
  );
