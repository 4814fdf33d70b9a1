import { loadavg } from "node:os";
import { createCloudApiClient, type CloudApiClient } from "gse-host/client";
import { startChild } from "../child.js";
import { cores, forMs, isQuickLook } from "../conditions.js";
import { ms, table, whole } from "../figures.js";
import { VirtualGameServers } from "../host/virtual-game-servers.js";
import { measure, measureWarm, timed, type Measurement, type Operation } from "../measure.js";

const IN_FLIGHT = [1, 10, 50] as const;
const SERVERS = 400;
const ROUNDS = 5;
const LINE = isQuickLook ? 1_000 : 10_000;
const QUEUE = "bench";
const regions = ["ap-shanghai", "ap-tokyo", "eu-frankfurt", "na-siliconvalley"] as const;
const players = ["ada", "bob"] as const;

/** Placements by a queue over four regions, with latencies of two players and a slot for each. */
export async function benchPlacements(): Promise<string> {
  const [loadBefore = NaN] = loadavg();
  const child = await startChild("host/host-under-test.js");
  const { api = "", agent = "", secretId = "", secretKey = "" } = child.hello;
  const client = createCloudApiClient({ endpoint: api, secretId, secretKey });
  const servers = new VirtualGameServers(nameOf);
  await servers.start(agent, SERVERS);
  await makeQueue(client);

  const rows: (readonly [string, Measurement])[] = [];
  // Until what is hot is compiled.
  await inTurns(client, servers, 50);
  for (const inFlight of IN_FLIGHT) {
    const { placed, created } = await inTurns(client, servers, inFlight);
    rows.push([`start → FULFILLED, ${String(inFlight)} in flight`, placed]);
    rows.push([`create → ACTIVE, ${String(inFlight)} in flight`, created]);
  }

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
  return report(rows, served, loadBefore);
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

/** Placements, and sessions without a queue: of each the median of rounds in which both take turns. */
async function inTurns(client: CloudApiClient, servers: VirtualGameServers, inFlight: number) {
  const load = { inFlight, forMs: forMs / ROUNDS };
  const rounds: { readonly placed: Measurement; readonly created: Measurement }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const placed = await measureWarm(
      playing(servers, async () => {
        const id = `match-${String(++placements)}`;
        await start(client, id);
        return id;
      }),
      load,
    );
    const created = await measureWarm(
      playing(servers, async () => {
        const request = { FleetId: `fleet-${regions[0]}`, MaximumPlayerSessionCount: 10 };
        return nameOf((await client.call("CreateGameServerSession", request)).GameServerSession.GameServerSessionId);
      }),
      load,
    );
    rounds.push({ placed, created });
  }
  return { placed: middle(rounds.map((round) => round.placed)), created: middle(rounds.map((round) => round.created)) };
}

/** How long it takes until the session is ACTIVE; then it is terminated. */
const playing =
  (servers: VirtualGameServers, begin: () => Promise<string>): Operation =>
  async () => {
    let id = "";
    const tookMs = await timed(async () => {
      id = await begin();
      await servers.activated(id);
    });
    await servers.terminate(id);
    return tookMs;
  };

const middle = (measurements: readonly Measurement[]): Measurement => {
  const sorted = [...measurements].sort((a, b) => a.perSecond - b.perSecond);
  const found = sorted[Math.floor(sorted.length / 2)];
  if (found === undefined) throw new Error("nothing was measured");
  return found;
};

const nameOf = (sessionId: string): string => sessionId.slice(sessionId.lastIndexOf("/") + 1);

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

const report = (rows: readonly (readonly [string, Measurement])[], served: number, loadBefore: number): string =>
  `Node ${process.version}, ${String(cores)} cores shared by the host and the load generator, ${String(forMs / 1_000)} s a figure,
${String(SERVERS)} virtual game servers as in *Host*; a queue of four regions with latency policies, two players with a slot each.
The machine's load before it began: ${loadBefore.toFixed(1)}.

${table(
  ["what", "per second", "p50 ms", "p99 ms"],
  rows.map(([name, { perSecond, p50Ms, p99Ms }]) => [name, whole(perSecond), ms(p50Ms), ms(p99Ms)]),
)}

*start → FULFILLED* begins with the signed request and ends when the game server's ActivateGameServerSession is acknowledged, with
both slots reserved; the session is then terminated, which counts for the rate alone. *create → ACTIVE* is the same without a queue and
players: medians of ${String(ROUNDS)} rounds in which both take turns, so that what else the machine does weighs on both. Of the line of ${whole(LINE)}, each is placed in the
turn in which a session before it ends: ${whole(served)} a second, as fast as game servers end theirs. Aim: ≥ 1,000 a second.
`;
