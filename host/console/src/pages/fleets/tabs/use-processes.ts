import type { UseQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";
import { useAsk } from "../../../api/use-call.js";
import type { ProcessRow } from "../../../live/wire.js";
import { useNow } from "../../../parts/use-now.js";

/** A fleet's processes; their memory, which the stream does not tell, anew every ten seconds while somebody looks. */
export function useProcesses(fleetId: string): UseQueryResult<{ readonly Processes: readonly ProcessRow[] }> {
  const query = useAsk<{ readonly Processes: readonly ProcessRow[] }>("/console/processes", { FleetId: fleetId });
  const { refetch } = query;
  const nowMs = useNow(10_000);
  useEffect(() => {
    void refetch({ cancelRefetch: false });
  }, [nowMs, refetch]);
  return query;
}
