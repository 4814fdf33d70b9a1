import { pino, type Logger } from "pino";
import { printable } from "./printable.js";
import type { ReadableStep } from "./readable-step.js";

interface LogLine {
  readonly level: number;
  readonly msg?: string;
  /** Of a call of the cloud API that was refused. */
  readonly code?: string;
  readonly err?: { readonly message?: string };
}

const WARN = 40;

/** A logger for the host's own lines that shows what a person should know of: calls that were refused, and what went wrong. */
export const createReadableLogger = (show: (step: ReadableStep) => void): Logger =>
  pino(
    { level: "info", base: null },
    {
      write: (text: string) => {
        const { level, msg = "", code, err } = JSON.parse(text) as LogLine;
        if (code !== undefined) show({ tone: "bad", about: "refused", text: printable(`${code}: ${msg}`) });
        else if (level >= WARN)
          show({
            tone: "bad",
            about: "host",
            text: printable(err?.message === undefined ? msg : `${msg}: ${err.message}`),
          });
      },
    },
  );
