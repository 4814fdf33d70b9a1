import { monitorEventLoopDelay, type IntervalHistogram } from "node:perf_hooks";
import type { Clock } from "./core/index.js";
import type { Log } from "./log.js";
import { messageOf } from "./model/index.js";
import { within } from "./within.js";

export interface HealthReportOptions {
  readonly onHealthCheck?: (() => boolean | Promise<boolean>) | undefined;
  readonly healthCheckTimeoutMs?: number | undefined;
  readonly maxEventLoopLagMs?: number | undefined;
}

/** GSE waits 60 s for the answer (gse-semantics b.4); whoever needs a sixth of it is not well. */
const DEFAULT_TIMEOUT_MS = 10_000;
/** Loading a map may block a process for a second or two; a game that stood still for five has thrown its players out. */
const DEFAULT_MAX_LAG_MS = 5_000;
const LAG_RESOLUTION_MS = 50;

/** Whether the process is well, and why not: what the program said, its own check, and how long its event loop stood still. */
export class HealthReport {
  readonly #options: HealthReportOptions;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #maxLagMs: number;
  readonly #timeoutMs: number;
  #lag: IntervalHistogram | undefined;
  #saidUnhealthy: string | undefined;

  constructor(options: HealthReportOptions, clock: Clock, log: Log) {
    this.#options = options;
    this.#clock = clock;
    this.#log = log;
    this.#timeoutMs = options.healthCheckTimeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.#maxLagMs = options.maxEventLoopLagMs ?? DEFAULT_MAX_LAG_MS;
  }

  /** From now on the event loop is watched; that keeps no process alive. */
  open(): void {
    if (this.#maxLagMs === Infinity) return;
    this.#lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
    this.#lag.enable();
  }

  close(): void {
    this.#lag?.disable();
  }

  setUnhealthy(reason: string): void {
    this.#saidUnhealthy = reason;
    this.#log.warn({ reason }, `the program says that it is not healthy: ${reason}`);
  }

  setHealthy(): void {
    if (this.#saidUnhealthy !== undefined) this.#log.info({}, "the program says that it is healthy again");
    this.#saidUnhealthy = undefined;
  }

  /** Why the process is not healthy, "" when it is. Never rejects, never takes longer than it may. */
  async check(): Promise<string> {
    const reason = await this.#reason();
    if (reason !== "") this.#log.warn({ reason }, `the process is not healthy: ${reason}`);
    return reason;
  }

  async #reason(): Promise<string> {
    const lag = this.#lagReason();
    if (this.#saidUnhealthy !== undefined) return this.#saidUnhealthy;
    return lag ?? (await this.#ownReason());
  }

  #lagReason(): string | undefined {
    if (this.#lag === undefined) return undefined;
    const longestMs = Math.round(this.#lag.max / 1e6);
    if (longestMs <= this.#maxLagMs) return undefined;
    // Only then, as a histogram that was reset misses what happens in the next moment.
    this.#lag.reset();
    return `the event loop stood still for ${String(longestMs)} ms since the last check, more than ${String(this.#maxLagMs)} ms`;
  }

  async #ownReason(): Promise<string> {
    const { onHealthCheck } = this.#options;
    if (onHealthCheck === undefined) return "";
    const deadlineAtMs = this.#clock.now() + this.#timeoutMs;
    const late = (): Error => new Error(`no answer within ${String(this.#timeoutMs)} ms`);
    try {
      const asked: Promise<unknown> = Promise.resolve(onHealthCheck());
      const answer = await within(asked, { clock: this.#clock, deadlineAtMs }, late);
      return answer === true ? "" : `onHealthCheck returned "${String(answer)}"`;
    } catch (error) {
      return `onHealthCheck failed: ${messageOf(error)}`;
    }
  }
}
