import { AsyncLocalStorage } from "node:async_hooks";
import { context, metrics, ROOT_CONTEXT, trace, type Attributes, type Context } from "@opentelemetry/api";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type HistogramMetricData,
} from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from "@opentelemetry/sdk-trace-base";
import { onTestFinished } from "vitest";

export interface Point {
  readonly attributes: Attributes;
  readonly value: unknown;
}

/** The SDK of OpenTelemetry, set up as an application would, until the test is over; what it hears stays in memory. */
export function useTelemetry(): {
  readonly spans: (name?: string) => readonly ReadableSpan[];
  /** Of the metric of that name, one for each set of attributes. */
  readonly points: (name: string) => Promise<readonly Point[]>;
  readonly histogram: (name: string) => Promise<HistogramMetricData | undefined>;
} {
  const spanExporter = new InMemorySpanExporter();
  const tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spanExporter)] });
  trace.setGlobalTracerProvider(tracers);
  const contexts = new AsyncLocalStorage<Context>();
  context.setGlobalContextManager({
    active: () => contexts.getStore() ?? ROOT_CONTEXT,
    with: (inside, run, self, ...args) => contexts.run(inside, () => run.call(self, ...args)),
    bind: (_inside, target) => target,
    enable() {
      return this;
    },
    disable() {
      return this;
    },
  });
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 3_600_000 });
  const meters = new MeterProvider({ readers: [reader] });
  metrics.setGlobalMeterProvider(meters);
  onTestFinished(async () => {
    trace.disable();
    context.disable();
    metrics.disable();
    await Promise.all([tracers.shutdown(), meters.shutdown()]);
  });
  const metric = async (name: string) => {
    metricExporter.reset();
    await reader.forceFlush();
    return metricExporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap((scope) => scope.metrics)
      .find(({ descriptor }) => descriptor.name === name);
  };
  return {
    spans: (name) => spanExporter.getFinishedSpans().filter((span) => name === undefined || span.name === name),
    points: async (name) =>
      ((await metric(name))?.dataPoints ?? []).map(({ attributes, value }) => ({ attributes, value })),
    histogram: async (name) => (await metric(name)) as HistogramMetricData | undefined,
  };
}
