import type { UseQueryResult } from "@tanstack/react-query";
import { useAsk } from "../../api/use-call.js";
import { useAccess } from "../../api/use-gse.js";
import type { PlacementRow } from "../../live/wire.js";

/** Of one queue, newest first: those that wait, and those that ended of late. The cloud API has no list of them. */
export function usePlacements(queue: string): UseQueryResult<{ readonly Placements: readonly PlacementRow[] }> {
  const { region } = useAccess();
  return useAsk("/console/placements", { Region: region, QueueName: queue });
}
