import type { LiveCounts } from "../ports/index.js";
import type { HostLog } from "./host-log.js";
import { LiveLine } from "./live-line.js";
import { clockTime } from "./log-time.js";
import { createReadableLogger } from "./readable-logger.js";
import { readableStep, type ReadableStep } from "./readable-step.js";
import { summary } from "./summary.js";
import type { Colors, Terminal } from "./terminal.js";

export interface ScreenLog extends HostLog {
  /** From now on the summary at the bottom shows these numbers; only on a terminal. */
  follow(counts: () => LiveCounts): void;
  /** Lines that are no step, as they are. */
  text(text: string): void;
}

/** One line per step for somebody who watches, and on a terminal a summary at the bottom that is kept up to date. */
export function openScreenLog(terminal: Terminal): ScreenLog {
  const { colors, clock } = terminal;
  const line = new LiveLine(terminal);
  let counts: (() => LiveCounts) | undefined;
  const show = (step: ReadableStep): void => {
    line.print(`${colors.dim(clockTime(clock.now()))}  ${stepText(step, colors)}`);
  };
  return {
    event: (event) => {
      const step = readableStep(event);
      if (step !== undefined) show(step);
      line.refresh();
    },
    say: (_json, readable) => {
      show(readable);
    },
    serverLine: (text) => {
      line.print(`${" ".repeat(14)}${colors.dim("server  │")} ${text}`);
    },
    follow: (source) => {
      counts = source;
      line.follow(() => (counts === undefined ? "" : summary(counts(), colors)));
    },
    text: (text) => {
      line.print(text);
    },
    logger: createReadableLogger(show),
    close: () => {
      line.close();
    },
  };
}

/** The step's word in the colour of its tone, and its sentence. */
export function stepText({ tone, about, text }: ReadableStep, colors: Colors): string {
  const word = about.padEnd(7);
  switch (tone) {
    case "good":
      return `${colors.green(word)}  ${text}`;
    case "plain":
      return `${colors.cyan(word)}  ${text}`;
    case "bad":
      return `${colors.red(word)}  ${text}`;
  }
}
