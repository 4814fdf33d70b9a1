import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { FleetAttributes, GameServerSession } from "../../api/catalogue.js";
import { useAsk, useCall } from "../../api/use-call.js";
import { useAccess } from "../../api/use-gse.js";
import type { ProcessRow } from "../../live/wire.js";

/** One fleet of the region with what runs on it; without a fleet: what was started by hand. */
export interface FloorPart {
  readonly fleet: FleetAttributes | undefined;
  readonly processes: readonly ProcessRow[];
}

export interface Floor {
  /** False while it is asked for the first time. */
  readonly isKnown: boolean;
  readonly error: Error | null;
  readonly parts: readonly FloorPart[];
  /** Active ones, by their ids; of each fleet the newest hundred. */
  readonly sessions: ReadonlyMap<string, GameServerSession>;
}

/** Of so many fleets the sessions are asked for. */
const LOOKED_INTO = 12;

export function useFloor(): Floor {
  const { gse, region } = useAccess();
  const fleetList = useCall("DescribeFleetAttributes", { Limit: 100, Offset: 0 });
  const processList = useAsk<{ readonly Processes: readonly ProcessRow[] }>("/console/processes", {});
  const fleets = useMemo(
    () => (fleetList.data?.FleetAttributes ?? []).filter(({ Status }) => Status !== "TERMINATED"),
    [fleetList.data],
  );
  const processes = useMemo(() => processList.data?.Processes ?? [], [processList.data]);

  const sessions = useQueries({
    queries: fleets.slice(0, LOOKED_INTO).map(({ FleetId }) => {
      const request = { FleetId, StatusFilter: "ACTIVE", Limit: 100 } as const;
      return {
        queryKey: ["DescribeGameServerSessions", region, request],
        queryFn: () => gse.call("DescribeGameServerSessions", request, { region }),
      };
    }),
    combine: (answers) =>
      new Map(
        answers
          .flatMap(({ data }) => data?.GameServerSessions ?? [])
          .filter(({ Status }) => Status === "ACTIVE")
          .map((session) => [session.GameServerSessionId, session]),
      ),
  });

  const parts = useMemo(() => partsOf(fleets, processes), [fleets, processes]);
  return {
    isKnown: fleetList.data !== undefined && processList.data !== undefined,
    error: fleetList.error ?? processList.error,
    ...{ parts, sessions },
  };
}

function partsOf(fleets: readonly FleetAttributes[], processes: readonly ProcessRow[]): readonly FloorPart[] {
  const byFleet = new Map<string | null, ProcessRow[]>();
  for (const process of processes) byFleet.set(process.FleetId, [...(byFleet.get(process.FleetId) ?? []), process]);
  const byHand = byFleet.get(null) ?? [];
  return [
    ...fleets.map((fleet) => ({ fleet, processes: inOrder(byFleet.get(fleet.FleetId) ?? []) })),
    ...(byHand.length === 0 ? [] : [{ fleet: undefined, processes: inOrder(byHand) }]),
  ];
}

/** In the order of their starts, so that a tile keeps its place. */
const inOrder = (processes: readonly ProcessRow[]): readonly ProcessRow[] =>
  [...processes].sort((a, b) => a.StartedAtMs - b.StartedAtMs || a.ProcessId.localeCompare(b.ProcessId));
