import { Histogram, type Registry } from "prom-client";
import type { Clock, Stopwatch, TimerId } from "../ports/index.js";

/** Often enough to meet what holds the host up, seldom enough to cost nothing while it is idle. */
const PERIOD_MS = 100;

/** How much later than it should the host comes to what is due: everything that it does waits so long. */
export class EventLoopLag {
  readonly #clock: Clock;
  readonly #stopwatch: Stopwatch;
  readonly #histogram: Histogram;
  #timer: TimerId | undefined;

  constructor(registry: Registry, clock: Clock, stopwatch: Stopwatch) {
    this.#clock = clock;
    this.#stopwatch = stopwatch;
    this.#histogram = new Histogram({
      name: "gse_event_loop_lag_seconds",
      help: "How late a timer fires that is set every 100 ms",
      buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
      registers: [registry],
    });
  }

  start(): void {
    const dueAtMs = this.#stopwatch() + PERIOD_MS;
    this.#timer = this.#clock.setTimeout(() => {
      this.#histogram.observe(Math.max(0, this.#stopwatch() - dueAtMs) / 1_000);
      this.start();
    }, PERIOD_MS);
  }

  close(): void {
    if (this.#timer !== undefined) this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
