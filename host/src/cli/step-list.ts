import { duration } from "./duration.js";
import { clockTime } from "./log-time.js";
import type { ReadableStep } from "./readable-step.js";
import { stepText } from "./screen-log.js";
import { LiveLine } from "./live-line.js";
import { width } from "./table.js";
import { wrapped } from "./wrap.js";
import type { Terminal } from "./terminal.js";

/** Steps of something that a person watches: each appears while it is under way, and then stays with a tick and its time. */
export interface StepList {
  /** Does the work under the eyes of the reader: `doing` while it is under way, `told` says what came of it. */
  step<T>(
    name: string,
    doing: string | (() => string),
    work: () => Promise<T>,
    told: (outcome: T) => string,
  ): Promise<T>;
  /** Something that happened by itself. */
  news(step: ReadableStep): void;
  /** Lines between the steps. */
  text(text: string): void;
  /** The same for a program, as a JSON object; only with `--json`. */
  data(value: Readonly<Record<string, unknown>>): void;
  close(): void;
}

export function openStepList(terminal: Terminal, isJson: boolean): StepList {
  return isJson ? jsonSteps(terminal) : readableSteps(terminal);
}

/** Columns of the mark and the step's name. */
const BEFORE_TEXT = 13;
/** Columns of how long it took, behind two blanks. */
const TIME = 8;
/** Where times stand on a wide terminal. */
const WIDEST_TEXT = 78;
/** On a narrower one times have a line of their own. */
const SHORTEST_TEXT = 30;

function readableSteps(terminal: Terminal): StepList {
  const { colors, clock } = terminal;
  const line = new LiveLine(terminal);
  const row = (mark: string, name: string, text: string, took = ""): string => {
    const room = (terminal.stdout.columns ?? Infinity) - BEFORE_TEXT;
    const lines = wrapped(text, Math.min(room, Math.max(room - TIME, SHORTEST_TEXT)));
    const last = lines.at(-1) ?? "";
    const isApart = width(last) > room - TIME;
    const indent = " ".repeat(BEFORE_TEXT);
    const whole = lines.join(`\n${indent}`);
    const begin = `  ${mark} ${colors.bold(name.padEnd(8))} ${whole}`;
    if (took === "") return begin;
    const full = Math.max(0, Math.min(WIDEST_TEXT, room - TIME));
    const before = isApart ? `\n${indent}${" ".repeat(full)}` : " ".repeat(Math.max(0, full - width(last)));
    return `${begin}${before}  ${colors.dim(took.padStart(TIME - 2))}`;
  };
  return {
    step: async (name, doing, work, told) => {
      const startedAtMs = clock.now();
      line.follow(() => row(colors.yellow("…"), name, colors.dim(textOf(doing))));
      const stop = typeof doing === "string" ? undefined : refreshing(line, terminal);
      try {
        const outcome = await work();
        line.unfollow();
        const text = told(outcome);
        const took = duration(clock.now() - startedAtMs);
        line.print(row(colors.green("✓"), name, text, took));
        return outcome;
      } catch (error) {
        line.unfollow();
        line.print(row(colors.red("✗"), name, textOf(doing)));
        throw error;
      } finally {
        stop?.();
      }
    },
    news: (step) => {
      const text = `  ${colors.dim(clockTime(clock.now()))}  ${stepText(step, colors)}`;
      line.print(wrapped(text, terminal.stdout.columns ?? Infinity).join("\n    "));
    },
    text: (text) => {
      const columns = terminal.stdout.columns ?? Infinity;
      line.print(
        text
          .split("\n")
          .map((one) => wrapped(one, columns).join("\n  "))
          .join("\n"),
      );
    },
    data: () => undefined,
    close: () => {
      line.close();
    },
  };
}

/** What is under way may say something else from one moment to the next. Gives back what ends it. */
function refreshing(line: LiveLine, { clock, isInteractive }: Terminal): () => void {
  if (!isInteractive) return () => undefined;
  const again = (): void => {
    line.refresh();
    timer = clock.setTimeout(again, 100);
  };
  let timer = clock.setTimeout(again, 100);
  return () => {
    clock.clearTimeout(timer);
  };
}

const textOf = (doing: string | (() => string)): string => (typeof doing === "string" ? doing : doing());

function jsonSteps({ stdout, clock }: Terminal): StepList {
  const write = (value: object): void => {
    stdout.write(`${JSON.stringify(value)}\n`);
  };
  return {
    step: async (name, doing, work, told) => {
      const startedAtMs = clock.now();
      try {
        const outcome = await work();
        write({ step: name, ok: true, ms: clock.now() - startedAtMs, text: told(outcome) });
        return outcome;
      } catch (error) {
        write({ step: name, ok: false, ms: clock.now() - startedAtMs, text: textOf(doing) });
        throw error;
      }
    },
    news: ({ tone, about, text }) => {
      write({ news: about, ok: tone !== "bad", text });
    },
    text: () => undefined,
    data: write,
    close: () => undefined,
  };
}
