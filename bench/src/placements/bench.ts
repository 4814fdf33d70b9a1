import { createCloudApiClient, type CloudApiClient } from "gse-host/client";
import { startChild } from "../child.js";
import { cores, forMs, isQuickLook } from "../conditions.js";
import { ms, table, whole } from "../figures.js";
import { VirtualGameServers } from "../host/virtual-game-servers.js";
import { measure, timed, type Measurement } from "../measure.js";

const IN_FLIGHT = [1, 10, 50] as const;
const SERVERS = 400;
const LINE = isQuickLook ? 1_000 : 10_000;
const QUEUE = "bench";
const regions = ["ap-shanghai", "ap-tokyo", "eu-frankfurt", "na-siliconvalley"] as const;
const players = ["ada", "bob"] as const;

/** Placements by a queue over four regions, with latencies of two players and a slot for each. */
export async function benchPlacements(): Promise<string> {
  const child = await startChild("host/host-under-test.js");
  const { api = "", agent = "", secretId = "", secretKey = "" } = child.hello;
  const client = createCloudApiClient({ endpoint: api, secretId, secretKey });
  const servers = new VirtualGameServers((sessionId) => sessionId.slice(sessionId.lastIndexOf("/") + 1));
  await servers.start(agent, SERVERS);
  await makeQueue(client);

  const rows: (readonly [string, Measurement])[] = [];
  // Until what is hot is compiled.
  await measureStarts(client, servers, 50);
  for (const inFlight of IN_FLIGHT)
    rows.push([`start → FULFILLED, ${String(inFlight)} in flight`, await measureStarts(client, servers, inFlight)]);

  const line = Array.from({ length: SERVERS + LINE }, (_, index) => `line-${String(index)}`);
  rows.push([`start, ${whole(LINE)} of them while every process is busy, 50 in flight`, await startAll(client, line)]);
  const beganAt = performance.now();
  await Promise.all(
    line.map(async (id) => {
      await servers.activated(id);
      await servers.terminate(id);
    }),
  );
  const served = line.length / ((performance.now() - beganAt) / 1_000);
  const ended = await measure(
    () =>
      timed(() =>
        client.call("DescribeGameServerSessionPlacement", {
          PlacementId: line[Math.floor(Math.random() * LINE)] ?? "",
        }),
      ),
    { inFlight: 50, forMs },
  );
  rows.push(["describe, 50 in flight", ended]);
  await servers.stop();
  client.close();
  await child.stop();
  return report(rows, served);
}

async function makeQueue(client: CloudApiClient): Promise<void> {
  await client.call("CreateGameServerSessionQueue", {
    Name: QUEUE,
    Destinations: regions.map((region) => ({ DestinationArn: `qcs::gse:${region}::fleet/fleet-${region}` })),
    PlayerLatencyPolicies: [
      { MaximumIndividualPlayerLatencyMilliseconds: 80, PolicyDurationSeconds: 300 },
      { MaximumIndividualPlayerLatencyMilliseconds: 150 },
    ],
  });
}

const start = (client: CloudApiClient, PlacementId: string) =>
  client.call("StartGameServerSessionPlacement", {
    PlacementId,
    GameServerSessionQueueName: QUEUE,
    MaximumPlayerSessionCount: 10,
    DesiredPlayerSessions: players.map((PlayerId) => ({ PlayerId, PlayerData: "" })),
    PlayerLatencies: players.flatMap((PlayerId) =>
      regions.map((RegionIdentifier, index) => ({
        PlayerId,
        RegionIdentifier,
        LatencyInMilliseconds: 30 + 30 * index,
      })),
    ),
  });

let placements = 0;

function measureStarts(client: CloudApiClient, servers: VirtualGameServers, inFlight: number): Promise<Measurement> {
  return measure(
    async () => {
      const id = `match-${String(++placements)}`;
      const tookMs = await timed(async () => {
        await start(client, id);
        await servers.activated(id);
      });
      await servers.terminate(id);
      return tookMs;
    },
    { inFlight, forMs },
  );
}

/** All of them, once; the first find idle processes, and keep them. */
async function startAll(client: CloudApiClient, ids: readonly string[]): Promise<Measurement> {
  const tookMs: number[] = [];
  const beganAt = performance.now();
  const left = ids.values();
  const worker = async (): Promise<void> => {
    for (const id of left) tookMs.push(await timed(() => start(client, id)));
  };
  await Promise.all(Array.from({ length: 50 }, worker));
  const lastedMs = performance.now() - beganAt;
  const sorted = tookMs.sort((a, b) => a - b);
  const percentile = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? NaN;
  const perSecond = (ids.length / lastedMs) * 1_000;
  return { perSecond, p50Ms: percentile(0.5), p99Ms: percentile(0.99), count: ids.length, lastedMs };
}

const report = (rows: readonly (readonly [string, Measurement])[], served: number): string =>
  `Node ${process.version}, ${String(cores)} cores shared by the host and the load generator, ${String(forMs / 1_000)} s a figure,
${String(SERVERS)} virtual game servers as in *Host*; a queue of four regions with latency policies, two players with a slot each.

${table(
  ["what", "per second", "p50 ms", "p99 ms"],
  rows.map(([name, { perSecond, p50Ms, p99Ms }]) => [name, whole(perSecond), ms(p50Ms), ms(p99Ms)]),
)}

*start → FULFILLED* begins with the signed request and ends when the game server's ActivateGameServerSession is acknowledged, with
both slots reserved; the session is then terminated, which counts for the rate alone. Of the line of ${whole(LINE)}, each is placed in the
turn in which a session before it ends: ${whole(served)} a second, as fast as game servers end theirs. Aim: ≥ 1,000 a second.
`;
