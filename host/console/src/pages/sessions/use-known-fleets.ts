import { useMemo } from "react";
import { useAsk, useCall } from "../../api/use-call.js";
import type { ProcessRow } from "../../live/wire.js";

export interface KnownFleet {
  readonly id: string;
  readonly name: string;
}

/** The region's fleets, and names that run sessions without being one. */
export function useKnownFleets(): { readonly fleets: readonly KnownFleet[]; readonly isLoading: boolean } {
  const listed = useCall("DescribeFleetAttributes", { Limit: 100, Offset: 0 });
  const processes = useAsk<{ readonly Processes: readonly ProcessRow[] }>("/console/processes", {});
  const fleets = useMemo(() => {
    const known = (listed.data?.FleetAttributes ?? []).map(({ FleetId, Name }) => ({ id: FleetId, name: Name }));
    const hosted = (processes.data?.Processes ?? []).flatMap(({ SessionId }) => fleetIn(SessionId));
    const others = [...new Set(hosted)].filter((id) => !known.some((fleet) => fleet.id === id));
    return [...known, ...others.map((id) => ({ id, name: id }))];
  }, [listed.data, processes.data]);
  return { fleets, isLoading: listed.isPending || processes.isPending };
}

/** A session's id names the fleet (gse-semantics a). */
function fleetIn(sessionId: string | null): readonly string[] {
  const found = /gameserversession\/([^/]+)\//.exec(sessionId ?? "")?.[1];
  return found === undefined ? [] : [found];
}
