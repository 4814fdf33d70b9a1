import type { CloudApiClient } from "../client/index.js";
import { CliError, exitCodes } from "./exit.js";
import type { Fleet } from "./fleet-answers.js";
import type { FleetRow } from "./fleet-text.js";

const PAGE = 100;

/** Fleets with their numbers of this moment. */
export async function rowsOf(client: CloudApiClient, fleets: readonly Fleet[]): Promise<readonly FleetRow[]> {
  const rows: FleetRow[] = [];
  for (let at = 0; at < fleets.length; at += PAGE) {
    const part = fleets.slice(at, at + PAGE);
    const FleetIds = part.map(({ FleetId }) => FleetId);
    const [{ FleetCapacity: capacities }, { FleetUtilization: utilizations }] = await Promise.all([
      client.call("DescribeFleetCapacity", { FleetIds, Limit: PAGE }),
      client.call("DescribeFleetUtilization", { FleetIds }),
    ]);
    for (const [index, fleet] of part.entries()) {
      const [capacity, utilization] = [capacities[index], utilizations[index]];
      if (capacity !== undefined && utilization !== undefined) rows.push({ fleet, capacity, utilization });
    }
  }
  return rows;
}

/** One of them, by its whole id. */
export async function rowOf(client: CloudApiClient, FleetId: string): Promise<FleetRow> {
  const { FleetAttributes: fleets } = await client.call("DescribeFleetAttributes", { FleetIds: [FleetId] });
  const [row] = await rowsOf(client, fleets);
  if (row === undefined) throw new CliError(exitCodes.refused, `the host tells nothing of fleet "${FleetId}"`);
  return row;
}
