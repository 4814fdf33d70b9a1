import type * as api from "@opentelemetry/api";
import type { Counter, Histogram, Meter, UpDownCounter } from "@opentelemetry/api";

export type Api = typeof api;

export interface Instruments {
  readonly callDuration: Histogram;
  readonly callbackDuration: Histogram;
  readonly retries: Counter;
  readonly healthChecks: Counter;
  readonly playersAccepted: Counter;
  readonly playersRefused: Counter;
  readonly players: UpDownCounter;
}

// An agent on the same machine answers within a millisecond; a call has 5 s unless told otherwise.
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function instruments(meter: Meter, api: Api): Instruments {
  const duration = (name: string, description: string): Histogram =>
    meter.createHistogram(name, {
      description,
      unit: "s",
      valueType: api.ValueType.DOUBLE,
      advice: { explicitBucketBoundaries: SECONDS },
    });
  const counted = (unit: string, description: string) => ({ description, unit, valueType: api.ValueType.INT });
  return {
    callDuration: duration("gse.call.duration", "How long calls to the agent took, retries included"),
    callbackDuration: duration("gse.callback.duration", "How long callbacks from the agent took to answer"),
    retries: meter.createCounter(
      "gse.call.retries",
      counted("{retry}", "Calls that were made again for want of an answer"),
    ),
    healthChecks: meter.createCounter("gse.health_checks", counted("{check}", "Health checks answered")),
    playersAccepted: meter.createCounter(
      "gse.players.accepted",
      counted("{player}", "Player sessions that GSE accepted"),
    ),
    playersRefused: meter.createCounter("gse.players.refused", counted("{player}", "Player sessions that GSE refused")),
    players: meter.createUpDownCounter("gse.players", counted("{player}", "Players in the game now")),
  };
}
