import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createCloudApiClient } from "../../../host/src/client/index.js";
import { useProgram } from "../../../test/support/use-program.js";
import { useTempDir } from "../../../test/support/use-temp-dir.js";

test("the sample of the README lets in who has joined, and nobody else", async () => {
  const data = await useTempDir();
  const port = await aFreePort();
  const args = ["dev", "--api", "127.0.0.1:0", "--agent", "127.0.0.1:0", "--data", data, "--log", "json", "--"];
  const gse = useProgram("host/bin/gse.js", [...args, process.execPath, "examples/hello/dist/server.js"], {
    PORT: String(port),
  });
  const { api } = JSON.parse(await gse.line("gse dev is up")) as { api: string };
  await gse.line("ready for sessions");
  const credentials = JSON.parse(readFileSync(join(data, "credentials.json"), "utf8")) as {
    secretId: string;
    secretKey: string;
  };
  const client = createCloudApiClient({ endpoint: api, ...credentials });
  const created = await client.call("CreateGameServerSession", {
    FleetId: "fleet-dev",
    Name: "lobby",
    MaximumPlayerSessionCount: 2,
  });
  const { GameServerSessionId } = created.GameServerSession;
  await gse.line("onGameSessionActivate received");
  const { PlayerSession } = await client.call("JoinGameServerSession", { GameServerSessionId, PlayerId: "ada" });
  client.close();

  const at = (id: string) => fetch(`http://127.0.0.1:${String(port)}/?playerSessionId=${id}`);
  const ada = await at(PlayerSession.PlayerSessionId);
  const reader = ada.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("welcome to lobby\n");
  const stranger = await at("psess-unknown");
  expect(stranger.status).toBe(403);
  expect(await stranger.text()).toContain("UNEXPECTED_PLAYER_SESSION");
  await reader?.cancel();
  await gse.line("onRemovePlayerSession received");
  gse.stop("SIGINT");
  expect((await gse.exited).code).toBe(0);
});

async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
