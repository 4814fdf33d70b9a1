import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { HostEvent } from "../model/index.js";
import type { Clock, CommandHost, CommitWatch, Stopwatch } from "../ports/index.js";
import { eventCounters } from "./event-counters.js";
import { EventLoopLag } from "./event-loop-lag.js";
import { addFleetGauges, type UsageOf } from "./fleet-gauges.js";
import { addLiveGauges } from "./live-gauges.js";
import { addProcessGauges } from "./process-gauges.js";

export interface HostMetricsOptions {
  readonly clock: Clock;
  readonly stopwatch: Stopwatch;
  readonly version: string;
  /** Asked for when somebody reads the metrics. */
  readonly host: () => Pick<CommandHost, "live" | "counts">;
  readonly usageOf: UsageOf;
}

/** Seconds. From what an answer from memory takes to what no caller waits for. */
const callBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What Prometheus reads at `/metrics`; docs/guides/operating.md has the list of all names. */
export class HostMetrics implements CommitWatch {
  readonly #registry = new Registry();
  readonly #lag: EventLoopLag;
  readonly #apiCalls: Histogram<"action" | "code">;
  readonly #agentCalls: Histogram<"call" | "result">;
  readonly #commitSeconds: Histogram;
  readonly #commitRows: Histogram;
  readonly #failedCommits: Counter;
  /** To be called with everything that happens on the host. */
  readonly onEvent: (event: HostEvent) => void;

  constructor({ clock, stopwatch, version, host, usageOf }: HostMetricsOptions) {
    const registers = [this.#registry];
    new Gauge({ name: "gse_build_info", help: "Always 1", labelNames: ["version", "node"], registers }).set(
      { version, node: process.version },
      1,
    );
    addLiveGauges(this.#registry, host);
    addFleetGauges(this.#registry, host, usageOf);
    this.onEvent = eventCounters(this.#registry, clock);
    this.#apiCalls = new Histogram({
      name: "gse_api_call_seconds",
      help: "Calls of the cloud API, from the whole request to the answer; code OK, or the Code of the refusal",
      labelNames: ["action", "code"],
      buckets: callBuckets,
      registers,
    });
    this.#agentCalls = new Histogram({
      name: "gse_agent_call_seconds",
      help: "Calls of game servers to the agent",
      labelNames: ["call", "result"],
      buckets: callBuckets,
      registers,
    });
    this.#commitSeconds = new Histogram({
      name: "gse_commit_seconds",
      help: "Time that the disk takes to keep the changes of one turn",
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
      registers,
    });
    this.#commitRows = new Histogram({
      name: "gse_commit_rows",
      help: "Rows that one commit brought to disk",
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000],
      registers,
    });
    this.#failedCommits = new Counter({
      name: "gse_commit_failures_total",
      help: "Commits that the disk refused: their changes did not happen",
      registers,
    });
    this.#lag = new EventLoopLag(this.#registry, clock, stopwatch);
    addProcessGauges(this.#registry, clock.now());
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** @param action of the catalogue, or "" for a call that named none */
  apiCalled(action: string, code: string, ms: number): void {
    this.#apiCalls.observe({ action, code }, ms / 1_000);
  }

  agentCalled(call: string, result: "ok" | "refused", ms: number): void {
    this.#agentCalls.observe({ call, result }, ms / 1_000);
  }

  committed(rows: number, ms: number): void {
    this.#commitSeconds.observe(ms / 1_000);
    this.#commitRows.observe(rows);
  }

  refused(): void {
    this.#failedCommits.inc();
  }

  /** From now on the event loop is watched. */
  start(): void {
    this.#lag.start();
  }

  close(): void {
    this.#lag.close();
    this.#registry.clear();
  }
}
