import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { hostNow } from "../../../api/post-signed.js";
import { useAccess } from "../../../api/use-gse.js";
import { useNow } from "../../../parts/use-now.js";
import type { FleetMetrics } from "./metrics.js";

const MINUTE_MS = 60_000;

export interface MetricsInRange {
  readonly metrics: UseQueryResult<FleetMetrics>;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A fleet's metrics up to now, asked for anew with every minute. */
export function useFleetMetrics(FleetId: string, spanMs: number): MetricsInRange {
  const { gse } = useAccess();
  useNow(10_000);
  // The minute that runs is not complete, but shown as far as it has come.
  const ToMs = (Math.floor(hostNow() / MINUTE_MS) + 1) * MINUTE_MS;
  const request = { FleetId, FromMs: ToMs - spanMs, ToMs };
  const metrics = useQuery<FleetMetrics>({
    queryKey: ["/console/metrics", "", request],
    queryFn: () => gse.ask<FleetMetrics>("/console/metrics", request),
    placeholderData: keepPreviousData,
    // Each minute is a question of its own.
    gcTime: 2 * MINUTE_MS,
  });
  return { metrics, fromMs: request.FromMs, toMs: ToMs };
}
