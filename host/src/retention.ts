import type { Clock, JournalCare, TimerId } from "./ports/index.js";

export interface RetentionOptions {
  readonly clock: Clock;
  /** How long what is over is kept (gse-semantics m-32). */
  readonly keepMs: number;
  readonly journal: Pick<JournalCare, "prune">;
  readonly logs: { forgetBefore(beforeMs: number): Promise<void> };
  readonly onFault: (doing: string, error: unknown) => void;
}

/** 30 days (gse-semantics m-32). */
export const KEEP_MS = 30 * 86_400_000;

/** A millisecond's work every few seconds: more than eight million rows a day. */
const ROWS_PERIOD_MS = 5_000;
const ROWS_AT_ONCE = 500;
const LOGS_PERIOD_MS = 3_600_000;
/** Nothing that a start should wait for. */
const FIRST_LOGS_MS = 60_000;

/** Lets go of what has been over for long: sessions, players, processes and events in the journal, and logs. */
export class Retention {
  readonly #options: RetentionOptions;
  #rowsTimer: TimerId | undefined;
  #logsTimer: TimerId | undefined;
  #isClosed = false;

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  start(): void {
    this.#planRows();
    this.#planLogs(FIRST_LOGS_MS);
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of [this.#rowsTimer, this.#logsTimer])
      if (timer !== undefined) this.#options.clock.clearTimeout(timer);
  }

  #planRows(): void {
    if (this.#isClosed) return;
    const { clock, journal, onFault } = this.#options;
    this.#rowsTimer = clock.setTimeout(() => {
      try {
        journal.prune(this.#beforeMs(), ROWS_AT_ONCE);
      } catch (error) {
        onFault("forget what has been over for long", error);
      }
      this.#planRows();
    }, ROWS_PERIOD_MS);
  }

  #planLogs(inMs: number): void {
    if (this.#isClosed) return;
    const { clock, logs, onFault } = this.#options;
    this.#logsTimer = clock.setTimeout(() => {
      logs
        .forgetBefore(this.#beforeMs())
        .catch((error: unknown) => {
          onFault("delete old logs", error);
        })
        .finally(() => {
          this.#planLogs(LOGS_PERIOD_MS);
        });
    }, inMs);
  }

  #beforeMs(): number {
    return this.#options.clock.now() - this.#options.keepMs;
  }
}
