import { onTestFinished } from "vitest";
import { createCloudApiClient, type CloudApiClient } from "gse-host/client";
import { TestGse } from "gse-host/testing";
import { GameServer } from "gse-server-sdk";
import { Matchmaker } from "../src/matchmaker.js";

export interface Arena {
  readonly gse: TestGse;
  readonly api: CloudApiClient;
  readonly matchmaker: Matchmaker;
  /** What game servers were told of their matches. */
  readonly told: readonly string[];
  /** One more game server that waits for a match. */
  startServer(): Promise<void>;
}

export interface ArenaOptions {
  /** In the order of the queue. */
  readonly regions: readonly string[];
  readonly size: number;
  readonly maxLatencyMs?: number;
}

/** A GSE with a queue over these regions, and a matchmaker for it. */
export async function useArena({ regions, size, maxLatencyMs = 150 }: ArenaOptions): Promise<Arena> {
  const gse = await TestGse.start({ cloudApi: true });
  onTestFinished(() => gse.close());
  const api = createCloudApiClient(gse.cloudApi);
  onTestFinished(() => {
    api.close();
  });
  await api.call("CreateGameServerSessionQueue", {
    Name: "arena",
    TimeoutInSeconds: 60,
    Destinations: regions.map((region) => ({ DestinationArn: `qcs::gse:${region}:uin/1:fleet/fleet-${region}` })),
    PlayerLatencyPolicies: [{ MaximumIndividualPlayerLatencyMilliseconds: 150 }],
  });
  const told: string[] = [];
  let servers = 0;
  return {
    gse,
    api,
    told,
    matchmaker: new Matchmaker({ api, queueName: "arena", size, maxLatencyMs }),
    startServer: async () => {
      // Each agent address counts as a process of its own.
      const agentAddress = servers++ === 0 ? gse.agentAddress : await gse.anotherAgentAddress();
      const server = new GameServer({
        clientPort: 7_000 + servers,
        agentAddress,
        clock: gse.clock,
        onStartGameServerSession: ({ matchmakerData }) => void told.push(matchmakerData),
      });
      onTestFinished(() => server.close());
      await server.processReady();
    },
  };
}
