import { useQueries, type UseQueryResult } from "@tanstack/react-query";
import type { ActionName, ActionTypes, Alias, FleetAttributes } from "../../api/catalogue.js";
import { useAccess } from "../../api/use-gse.js";

/** A fleet or an alias that a queue can lead to, with what is known of it now. */
export interface Destination {
  readonly arn: string;
  readonly region: string;
  readonly id: string;
  readonly name: string;
  /** Of an alias where it leads now; null: nowhere. Of a fleet itself. */
  readonly fleet: FleetAttributes | null;
  readonly alias: Alias | undefined;
  /** Of its fleet: those that wait for a session, of all that are ready; undefined while that is not known. */
  readonly room: { readonly idle: number; readonly ready: number } | undefined;
}

/** What there is to lead to in these regions: aliases first, as an update switches them (gse-semantics e). Live. */
export function useDestinations(regions: readonly string[]): {
  readonly destinations: readonly Destination[];
  readonly isLoading: boolean;
} {
  const aliases = useInRegions("ListAliases", regions, () => ({ Limit: 100, Offset: 0 }));
  const fleets = useInRegions("DescribeFleetAttributes", regions, () => ({ Limit: 100, Offset: 0 }));
  const idsIn = (index: number): readonly string[] =>
    (fleets[index]?.data?.FleetAttributes ?? []).map(({ FleetId }) => FleetId);
  const used = useInRegions(
    "DescribeFleetUtilization",
    regions,
    (index) => ({ FleetIds: idsIn(index) }),
    (index) => idsIn(index).length > 0,
  );
  const destinations = regions.flatMap((region, index): readonly Destination[] => {
    const there = fleets[index]?.data?.FleetAttributes ?? [];
    const roomOf = (fleet: FleetAttributes | null): Destination["room"] => {
      const found = used[index]?.data?.FleetUtilization.find(({ FleetId }) => FleetId === fleet?.FleetId);
      if (found === undefined) return undefined;
      const { ActiveServerProcessCount: ready, ActiveGameServerSessionCount: busy } = found;
      return { ready, idle: Math.max(0, ready - busy) };
    };
    const ofAlias = (alias: Alias): Destination => {
      const { AliasArn: arn, AliasId: id, Name: name, RoutingStrategy } = alias;
      const leadsTo = RoutingStrategy.Type === "SIMPLE" ? RoutingStrategy.FleetId : undefined;
      const fleet = there.find(({ FleetId }) => FleetId === leadsTo) ?? null;
      return { arn, region, id, name, alias, fleet, room: roomOf(fleet) };
    };
    const ofFleet = (fleet: FleetAttributes): Destination => {
      const { FleetArn: arn, FleetId: id, Name: name } = fleet;
      return { arn, region, id, name, alias: undefined, fleet, room: roomOf(fleet) };
    };
    return [...(aliases[index]?.data?.Aliases ?? []).map(ofAlias), ...there.map(ofFleet)];
  });
  return { destinations, isLoading: [...aliases, ...fleets].some(({ isPending }) => isPending) };
}

/** The same answer as `useCall`'s, from each of the regions. */
function useInRegions<A extends ActionName>(
  action: A,
  regions: readonly string[],
  requestOf: (index: number) => ActionTypes[A]["request"],
  isEnabled: (index: number) => boolean = () => true,
): readonly UseQueryResult<ActionTypes[A]["response"]>[] {
  const { gse } = useAccess();
  return useQueries({
    queries: regions.map((region, index) => {
      const request = requestOf(index);
      return {
        queryKey: [action, region, request],
        queryFn: () => gse.call(action, request, { region }),
        enabled: isEnabled(index),
      };
    }),
  });
}
