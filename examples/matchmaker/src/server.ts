import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { createCloudApiClient, type MeasuredLatency } from "gse-host/client";
import { MatchError } from "./match-error.js";
import { Matchmaker } from "./matchmaker.js";
import { queueRegions } from "./queue-regions.js";

const { env } = process;

/** The environment's, else those that `gse dev` made. */
function credentials(): { readonly secretId: string; readonly secretKey: string } {
  const { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey } = env;
  if (secretId !== undefined && secretKey !== undefined) return { secretId, secretKey };
  return JSON.parse(readFileSync(`${env["GSE_DATA"] ?? ".gse"}/credentials.json`, "utf8")) as ReturnType<
    typeof credentials
  >;
}

const api = createCloudApiClient({ endpoint: env["GSE_ENDPOINT"] ?? "127.0.0.1:8080", ...credentials() });
const queueName = env["GSE_QUEUE"] ?? "arena";
const regions = await queueRegions(api, queueName);
const matchmaker = new Matchmaker({
  api,
  queueName,
  size: Number(env["GROUP_SIZE"] ?? 4),
  maxLatencyMs: Number(env["MAX_LATENCY_MS"] ?? 150),
});

interface Wanted {
  readonly player: string;
  readonly latencies: readonly MeasuredLatency[];
}

/** Waits with its answer until the player has a match; a player who hangs up leaves the line. */
async function match(request: IncomingMessage, response: ServerResponse): Promise<Answer> {
  const { player, latencies } = (await json(request)) as Wanted;
  // Here a real one makes sure that the player is who he says, and that the request is no nonsense.
  const leaving = new AbortController();
  response.once("close", () => leaving.abort(new Error("the player hung up")));
  const near = latencies
    .filter(({ RegionIdentifier }) => regions.has(RegionIdentifier))
    .map(({ RegionIdentifier, LatencyInMilliseconds }) => [RegionIdentifier, LatencyInMilliseconds] as const);
  return { status: 200, body: await matchmaker.join({ id: player, latencies: new Map(near) }, leaving.signal) };
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

function refusal(error: unknown): Answer {
  if (error instanceof MatchError) return { status: 503, body: { error: error.message, code: error.code } };
  if (error instanceof SyntaxError) return { status: 400, body: { error: 'send {"player": "…", "latencies": […]}' } };
  console.error(error);
  return { status: 502, body: { error: "no match" } };
}

const server = createServer((request, response) => {
  void match(request, response)
    .catch(refusal)
    .then(({ status, body }) => {
      if (!response.destroyed)
        response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(body)}\n`);
    });
});
server.requestTimeout = 0;
server.listen(Number(env["PORT"] ?? 8091), "127.0.0.1", () => {
  const where = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  console.log(`matches at ${where}, in ${[...regions].join(", ")}`);
});
