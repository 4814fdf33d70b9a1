import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createCloudApiClient } from "../../../host/src/client/index.js";
import { useProgram } from "../../../test/support/use-program.js";
import { useTempDir } from "../../../test/support/use-temp-dir.js";

test("the sample of the README lets in who has joined, and nobody else, and ends in silence while they are in", async () => {
  const data = await useTempDir();
  const port = await aFreePort();
  const at0 = ["--api", "127.0.0.1:0", "--agent", "127.0.0.1:0"];
  const args = [
    "dev",
    ...at0,
    "--data",
    data,
    "--log",
    "json",
    "--client-ports",
    `${String(port)}-${String(port)}`,
    "--",
  ];
  const gse = useProgram("host/bin/gse.js", [...args, process.execPath, "examples/hello/dist/server.js"]);
  const { api } = JSON.parse(await gse.line("gse dev is up")) as { api: string };
  await gse.line("ready for sessions");
  const credentials = JSON.parse(readFileSync(join(data, "credentials.json"), "utf8")) as {
    secretId: string;
    secretKey: string;
  };
  const client = createCloudApiClient({ endpoint: api, ...credentials });
  const session = await client.call("CreateGameServerSession", {
    FleetId: "fleet-dev",
    Name: "lobby",
    MaximumPlayerSessionCount: 3,
  });
  const { GameServerSessionId } = session.GameServerSession;
  await gse.line("onGameSessionActivate received");
  const come = async (player: string) => {
    const { PlayerSession } = await client.call("JoinGameServerSession", { GameServerSessionId, PlayerId: player });
    const response = await at(PlayerSession.PlayerSessionId);
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("welcome to lobby\n");
    return reader;
  };
  const at = (id: string) => fetch(`http://127.0.0.1:${String(port)}/?playerSessionId=${id}`);
  const ada = await come("ada");
  const stranger = await at("psess-unknown");
  expect(stranger.status).toBe(403);
  expect(await stranger.text()).toContain("UNEXPECTED_PLAYER_SESSION");
  await ada?.cancel();
  await gse.line("onRemovePlayerSession received");

  const bob = await come("bob");
  await client.call("EndGameServerSessionAndProcess", { GameServerSessionId });
  client.close();
  await expect(bob?.read()).rejects.toThrow();
  await gse.line("the server ended by itself");
  gse.stop("SIGINT");
  const { code, output } = await gse.exited;
  expect([code, output]).toEqual([0, expect.not.stringContaining("GseError")]);
});

async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
