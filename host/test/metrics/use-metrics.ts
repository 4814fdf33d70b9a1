import { onTestFinished } from "vitest";
import { HostMetrics } from "../../src/metrics/index.js";
import { useHost } from "../support/use-host.js";

/** A host whose metrics are kept; `sample` reads one value as Prometheus would. */
export async function useMetrics() {
  let nowMs = 0;
  const stopwatch = () => nowMs;
  const told: { metrics?: HostMetrics } = {};
  const commits = {
    stopwatch,
    committed: (rows: number, ms: number) => told.metrics?.committed(rows, ms),
    refused: () => told.metrics?.refused(),
  };
  const gse = await useHost({ commits });
  const metrics = new HostMetrics({
    clock: gse.clock,
    stopwatch,
    version: "1.2.3",
    host: () => gse.host,
    // The kernel's word is the machine's to ask for (host/test/runtime); here every process takes as much.
    usageOf: () => ({ cpuMs: 1_500, rssBytes: 50_000_000 }),
  });
  gse.host.onEvent(metrics.onEvent);
  told.metrics = metrics;
  onTestFinished(() => {
    metrics.close();
  });
  return {
    gse,
    metrics,
    /** The stopwatch goes on by so much. */
    elapse: (ms: number) => (nowMs += ms),
    /** One value, as Prometheus reads it: "gse_players", or with its labels. */
    sample: async (name: string): Promise<number | undefined> => {
      const line = (await metrics.text()).split("\n").find((one) => one.startsWith(`${name} `));
      return line === undefined ? undefined : Number(line.slice(name.length + 1));
    },
  };
}
