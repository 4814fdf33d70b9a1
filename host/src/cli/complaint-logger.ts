import { pino, type Logger } from "pino";
import { printable } from "./printable.js";

/** A logger for which only warnings and errors count; each becomes one line of text. */
export const createComplaintLogger = (say: (text: string) => void): Logger =>
  pino(
    { level: "warn", base: null },
    {
      write: (line: string) => {
        say(textOf(line));
      },
    },
  );

function textOf(line: string): string {
  const { msg, err } = JSON.parse(line) as { readonly msg?: string; readonly err?: { readonly message?: string } };
  return printable(`${msg ?? ""}${err?.message === undefined ? "" : `: ${err.message}`}`);
}
