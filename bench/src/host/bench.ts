import { createCloudApiClient } from "gse-host/client";
import { startChild } from "../child.js";
import { cores, forMs } from "../conditions.js";
import type { Measurement } from "../measure.js";
import { measureJoins, SLOTS_PER_SESSION, type Join } from "./joins.js";
import { PlainClient } from "./plain-client.js";
import { report, type Row } from "./report.js";
import { measureSessionStarts, type CreateSession } from "./session-starts.js";
import { VirtualGameServers } from "./virtual-game-servers.js";

const IN_FLIGHT = [1, 10, 50] as const;
const SERVERS = 400;

interface Subject {
  readonly starts: readonly Measurement[];
  readonly joins: Measurement;
}

async function measureSubject(
  create: CreateSession,
  join: Join,
  agentAddress: string,
  playersAtMost: number,
): Promise<Subject> {
  const servers = new VirtualGameServers();
  await servers.start(agentAddress, SERVERS);
  const starts: Measurement[] = [];
  // Until what is hot is compiled: a host is long up when it matters.
  await measureSessionStarts(create, servers, { inFlight: 50, forMs });
  for (const inFlight of IN_FLIGHT) starts.push(await measureSessionStarts(create, servers, { inFlight, forMs }));
  const sessionIds = await Promise.all(
    Array.from({ length: Math.ceil(playersAtMost / SLOTS_PER_SESSION) }, async () => {
      const id = await create();
      await servers.activated(id);
      return id;
    }),
  );
  const joins = await measureJoins(join, sessionIds, { inFlight: 50, forMs });
  await servers.stop();
  return { starts, joins };
}

async function measureHost(): Promise<Subject> {
  const child = await startChild("host/host-under-test.js");
  const { api = "", agent = "", secretId = "", secretKey = "" } = child.hello;
  const client = createCloudApiClient({ endpoint: api, secretId, secretKey });
  const subject = await measureSubject(
    async () => {
      const request = { FleetId: "fleet-bench", Name: "bench", MaximumPlayerSessionCount: SLOTS_PER_SESSION };
      return (await client.call("CreateGameServerSession", request)).GameServerSession.GameServerSessionId;
    },
    (GameServerSessionId, PlayerId) => client.call("JoinGameServerSession", { GameServerSessionId, PlayerId }),
    agent,
    SERVERS * SLOTS_PER_SESSION,
  );
  client.close();
  await child.stop();
  return subject;
}

async function measureFloor(): Promise<Subject> {
  const child = await startChild("host/floor.js");
  const { api = "", agent = "" } = child.hello;
  const client = new PlainClient(api);
  const subject = await measureSubject(
    async () => {
      const answer = await client.post<{ Response: { GameServerSession: { GameServerSessionId: string } } }>(
        "/create",
        {
          Name: "bench",
        },
      );
      return answer.Response.GameServerSession.GameServerSessionId;
    },
    (sessionId, playerId) => client.post("/join", { sessionId, playerId }),
    agent,
    SERVERS * SLOTS_PER_SESSION,
  );
  client.close();
  await child.stop();
  return subject;
}

/** Session starts and joins through the host, against the bare libraries under it. */
export async function benchHost(): Promise<string> {
  const floor = await measureFloor();
  const host = await measureHost();
  const none: Measurement = { perSecond: NaN, p50Ms: NaN, p99Ms: NaN, count: 0, lastedMs: forMs };
  const rows: readonly Row[] = [
    ...IN_FLIGHT.map((inFlight, index) => ({
      name: `create → ACTIVE, ${String(inFlight)} in flight`,
      host: host.starts[index] ?? none,
      floor: floor.starts[index] ?? none,
    })),
    { name: "join, 50 in flight", host: host.joins, floor: floor.joins },
  ];
  return report(rows, { node: process.version, cores, servers: SERVERS, forMs });
}
