import type { Attributes, Span, Tracer, TracerProvider } from "@opentelemetry/api";
import { instruments, type Api, type Instruments } from "./instruments.js";
import type { Exchange, Observation, Telemetry } from "./telemetry.js";

const SCOPE = "gse-server-sdk";
const services = {
  call: "tencentcloud.gse.grpcsdk.GseGrpcSdkService",
  callback: "tencentcloud.gse.grpcsdk.GameServerGrpcSdkService",
} as const;

/** Spans and metrics by the API of OpenTelemetry, whatever SDK stands behind it, also one that is set up later. */
export function openTelemetry(api: Api): Telemetry {
  const tracer = tracerOf(api);
  const meters = metersOf(api);
  return {
    begin: (exchange) => quietly(() => begin(api, tracer(), meters(), exchange)),
    healthChecked: (isHealthy) => quietly(() => meters()?.healthChecks.add(1, { "gse.healthy": isHealthy })),
    playerAccepted: () => quietly(() => meters()?.playersAccepted.add(1)),
    playerRefused: (reason) => quietly(() => meters()?.playersRefused.add(1, { "gse.reason": reason })),
    playersChanged: (by) => quietly(() => meters()?.players.add(by)),
  };
}

function begin(api: Api, tracer: Tracer, meters: Instruments | undefined, exchange: Exchange): Observation | undefined {
  const { kind, name, requestId, gameServerSessionId } = exchange;
  const span = tracer.startSpan(`gse.${name}`, {
    kind: kind === "call" ? api.SpanKind.CLIENT : api.SpanKind.SERVER,
    attributes: {
      "rpc.system": "grpc",
      "rpc.service": services[kind],
      "rpc.method": name,
      "gse.request_id": requestId,
      ...(gameServerSessionId === undefined ? {} : { "gse.game_server_session.id": gameServerSessionId }),
    },
  });
  // Nobody has set up an SDK of OpenTelemetry.
  if (meters === undefined && !api.isSpanContextValid(span.spanContext())) return undefined;
  let retries = 0;
  return {
    within: (run) => api.context.with(api.trace.setSpan(api.context.active(), span), run),
    retried: (why) =>
      quietly(() => {
        retries += 1;
        span.addEvent("retry", { "gse.why": why });
        meters?.retries.add(1, { "rpc.method": name });
      }),
    ended: ({ outcome, durationMs, code, reason, message }) =>
      quietly(() => {
        const durations = kind === "call" ? meters?.callDuration : meters?.callbackDuration;
        durations?.record(durationMs / 1_000, { "rpc.method": name, "gse.outcome": outcome });
        if (retries > 0) span.setAttribute("gse.retries", retries);
        if (outcome !== "ok") markFailed(api, span, message, { "error.type": code ?? outcome, "gse.reason": reason });
        span.setAttribute("gse.outcome", outcome);
        span.end();
      }),
  };
}

function markFailed(api: Api, span: Span, message: string | undefined, attributes: Attributes): void {
  span.setStatus({ code: api.SpanStatusCode.ERROR, ...(message === undefined ? {} : { message }) });
  span.setAttributes(attributes);
}

/** A tracer stays for as long as the provider does. */
function tracerOf(api: Api): () => Tracer {
  let from: TracerProvider | undefined;
  let tracer: Tracer | undefined;
  return () => {
    const provider = api.trace.getTracerProvider();
    if (tracer === undefined || provider !== from) tracer = provider.getTracer(SCOPE);
    from = provider;
    return tracer;
  };
}

/**
 * Unlike tracers, meters that were made before there was an SDK stay deaf; hence they are made anew. Undefined as long as
 * there is none.
 */
function metersOf(api: Api): () => Instruments | undefined {
  const deaf = api.createNoopMeter();
  let from: ReturnType<Api["metrics"]["getMeterProvider"]> | undefined;
  let made: Instruments | undefined;
  return () => {
    const provider = api.metrics.getMeterProvider();
    if (provider !== from) {
      const meter = provider.getMeter(SCOPE);
      made = meter === deaf ? undefined : instruments(meter, api);
    }
    from = provider;
    return made;
  };
}

/** An exporter that breaks is no reason to end a game. */
function quietly<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
