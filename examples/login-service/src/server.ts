import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createCloudApiClient } from "gse-host/client";
import { LoginError, type LoginErrorCode } from "./login-error.js";
import { LoginService } from "./login-service.js";

const { env } = process;

/** The environment's, else those that `gse dev` made. */
function credentials(): { readonly secretId: string; readonly secretKey: string } {
  const { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey } = env;
  if (secretId !== undefined && secretKey !== undefined) return { secretId, secretKey };
  return JSON.parse(readFileSync(`${env["GSE_DATA"] ?? ".gse"}/credentials.json`, "utf8")) as ReturnType<
    typeof credentials
  >;
}

const service = new LoginService({
  api: createCloudApiClient({ endpoint: env["GSE_ENDPOINT"] ?? "127.0.0.1:8080", ...credentials() }),
  fleetId: env["GSE_FLEET_ID"] ?? "fleet-dev",
  maxPlayers: Number(env["MAX_PLAYERS"] ?? 20),
});

const statusOf: Readonly<Record<LoginErrorCode, number>> = {
  BAD_WORLD: 400,
  WORLD_FULL: 409,
  WORLD_CLOSED: 409,
  TOO_LATE: 503,
};

async function login(request: IncomingMessage): Promise<{ readonly status: number; readonly body: object }> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://login");
  const [player, world] = [searchParams.get("player") ?? "", searchParams.get("world") ?? ""];
  if (request.method !== "POST" || pathname !== "/login" || player === "")
    return { status: 400, body: { error: "POST /login?player=NAME&world=NAME" } };
  // Here a real one makes sure that the player is who he says.
  try {
    return { status: 200, body: await service.enter(world, player) };
  } catch (error) {
    const isKnown = error instanceof LoginError;
    if (!isKnown) console.error(error);
    return { status: isKnown ? statusOf[error.code] : 502, body: { error: isKnown ? error.message : "no GSE" } };
  }
}

const server = createServer((request, response) => {
  void login(request).then(({ status, body }) => {
    response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(body)}\n`);
  });
});
server.listen(Number(env["PORT"] ?? 8090), "127.0.0.1", () => {
  console.log(`logins at http://127.0.0.1:${String((server.address() as AddressInfo).port)}/login`);
});
