import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { hostNow } from "../../api/post-signed.js";
import { useAccess } from "../../api/use-gse.js";
import type { FleetMetricsAnswer, InstanceMetricsAnswer, QueueMetricsAnswer } from "../../live/wire.js";
import { useNow } from "../use-now.js";

const MINUTE_MS = 60_000;

/** Whose metrics, as the host is asked. */
export type MetricsSubject =
  | { readonly FleetId: string }
  | { readonly InstanceId: string }
  | { readonly QueueName: string; readonly Region: string };

export type MetricsAnswerOf<Subject extends MetricsSubject> = Subject extends { readonly FleetId: string }
  ? FleetMetricsAnswer
  : Subject extends { readonly InstanceId: string }
    ? InstanceMetricsAnswer
    : QueueMetricsAnswer;

export interface MetricsInRange<Answer> {
  readonly metrics: UseQueryResult<Answer>;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Metrics up to now, asked for anew with every minute. */
export function useMetrics<Subject extends MetricsSubject>(
  subject: Subject,
  spanMs: number,
): MetricsInRange<MetricsAnswerOf<Subject>> {
  const { gse } = useAccess();
  useNow(10_000);
  // The minute that runs is not complete, but shown as far as it has come.
  const toMs = (Math.floor(hostNow() / MINUTE_MS) + 1) * MINUTE_MS;
  const fromMs = toMs - spanMs;
  const request = { ...subject, FromMs: fromMs, ToMs: toMs };
  const metrics = useQuery<MetricsAnswerOf<Subject>>({
    queryKey: ["/console/metrics", "", request],
    queryFn: () => gse.ask<MetricsAnswerOf<Subject>>("/console/metrics", request),
    placeholderData: keepPreviousData,
    // What came stays until the next minute, whatever is changed meanwhile.
    staleTime: ({ state }) => (state.status === "success" ? "static" : Number.POSITIVE_INFINITY),
    // Each minute is a question of its own.
    gcTime: 2 * MINUTE_MS,
  });
  return { metrics, fromMs, toMs };
}
