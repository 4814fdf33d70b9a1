import type { CloudApiClient } from "gse-host/client";

/** Where a queue has fleets: it is of no use to bring players together elsewhere. */
export async function queueRegions(api: CloudApiClient, queueName: string): Promise<ReadonlySet<string>> {
  const { GameServerSessionQueues } = await api.call("DescribeGameServerSessionQueues", { Names: [queueName] });
  const [queue] = GameServerSessionQueues;
  // The region is the fourth part of the name of a fleet or alias: qcs::gse:ap-shanghai:uin/…:fleet/fleet-…
  return new Set((queue?.Destinations ?? []).map(({ DestinationArn = "" }) => DestinationArn.split(":")[3] ?? ""));
}
