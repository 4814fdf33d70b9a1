import { onTestFinished } from "vitest";
import { createCloudApiClient, type CloudApiClient } from "../../src/client/index.js";
import type { GameServerSessionId } from "../../src/model/index.js";
import { credentials } from "../cloud-api/support/use-cloud-api.js";
import { useFleetHost, type FleetHost } from "./use-fleet-host.js";

export interface RegionsHost extends FleetHost {
  /** The FleetId of a fleet in that region, with two processes that wait for sessions. */
  fleetIn(region: string, name: string): Promise<string>;
  clientOf(region: string): CloudApiClient;
}

/** A host with fleets in several regions, whose game servers open each session at once. */
export async function useRegions(options: Parameters<typeof useFleetHost>[0] = {}): Promise<RegionsHost> {
  const api = await useFleetHost(options);
  const undo = api.host.onEvent((event) => {
    if (event.type === "sessionCreated") void activate(api, event.session.id);
  });
  onTestFinished(undo);
  const clientOf = (region: string): CloudApiClient => {
    const client = createCloudApiClient({ endpoint: api.address, ...credentials, region, clock: api.clock });
    onTestFinished(() => {
      client.close();
    });
    return client;
  };
  return {
    ...api,
    clientOf,
    fleetIn: async (region, name) => {
      const asset = await api.say({
        type: "createAsset",
        region,
        name,
        version: "1",
        operatingSystem: "CentOS7.16",
        imageId: "",
        sizeBytes: 1_000,
        blob: `blob-of-${name}-in-${region}`,
        tags: [],
      });
      const { FleetAttributes } = await clientOf(region).call("CreateFleet", {
        AssetId: asset.id,
        Name: name,
        InboundPermissions: [{ Protocol: "TCP", FromPort: 7_000, ToPort: 7_999, IpRange: "0.0.0.0/0" }],
        RuntimeConfiguration: { ServerProcesses: [{ LaunchPath: "server", ConcurrentExecutions: 2 }] },
      });
      await api.launchedAreReady();
      return FleetAttributes.FleetId;
    },
  };
}

async function activate({ host, say }: FleetHost, sessionId: GameServerSessionId): Promise<void> {
  const process = [...host.live().processes].find((one) => one.sessionId === sessionId);
  if (process !== undefined)
    await say({ type: "activateGameServerSession", pid: process.pid, sessionId, maxPlayers: 0 });
}
