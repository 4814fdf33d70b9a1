import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PlayerClient } from "../../examples/chat/src/player-client.js";
import { createCloudApiClient } from "../../host/src/client/index.js";
import { useProgram } from "../support/use-program.js";
import { useTempDir } from "../support/use-temp-dir.js";

interface HostAddresses {
  readonly api: string;
  readonly agent: string;
}

async function useHostProgram(dataDir: string, { api, agent }: HostAddresses) {
  const host = useProgram("host/bin/gse.js", ["up", "--data", dataDir, "--api", api, "--agent", agent]);
  const line = JSON.parse(await host.line("gse is up")) as HostAddresses;
  const credentials = JSON.parse(readFileSync(join(dataDir, "credentials.json"), "utf8")) as {
    secretId: string;
    secretKey: string;
  };
  return { ...host, addresses: line, client: createCloudApiClient({ endpoint: line.api, ...credentials }) };
}

describe("a host killed with SIGKILL in the middle of a chat", () => {
  test("leaves the players chatting, and has the session and the same players when it is back", async ({ signal }) => {
    const dataDir = await useTempDir();
    const first = await useHostProgram(dataDir, { api: "127.0.0.1:0", agent: "127.0.0.1:0" });
    const chat = useProgram("examples/chat/dist/server.js", ["--port", "0"], {
      GSE_AGENT_ADDRESS: first.addresses.agent,
    });
    await chat.line("ready");
    const created = await first.client.call("CreateGameServerSession", {
      FleetId: "fleet-chat",
      Name: "lobby",
      MaximumPlayerSessionCount: 3,
    });
    const { GameServerSessionId } = created.GameServerSession;
    await chat.line(`session ${GameServerSessionId} is open`);

    const enter = async (client: typeof first.client, name: string): Promise<PlayerClient> => {
      const { PlayerSession } = await client.call("JoinGameServerSession", { GameServerSessionId, PlayerId: name });
      const { IpAddress, Port, PlayerSessionId } = PlayerSession;
      return PlayerClient.enter(
        name,
        `http://${IpAddress}:${String(Port)}/?playerSessionId=${PlayerSessionId}`,
        signal,
      );
    };
    const ada = await enter(first.client, "ada");
    const bob = await enter(first.client, "bob");

    first.stop("SIGKILL");
    await first.exited;
    first.client.close();
    ada.say("is anybody there?");
    await bob.hears("ada", "is anybody there?", signal);
    bob.say("I am");
    await ada.hears("bob", "I am", signal);

    const second = await useHostProgram(dataDir, first.addresses);
    const { GameServerSessions } = await second.client.call("DescribeGameServerSessions", { GameServerSessionId });
    expect(GameServerSessions).toMatchObject([{ Status: "ACTIVE", CurrentPlayerSessionCount: 2, Name: "lobby" }]);
    const { PlayerSessions } = await second.client.call("DescribePlayerSessions", { GameServerSessionId });
    expect(PlayerSessions.map(({ PlayerId, Status }) => `${PlayerId} ${Status}`).sort()).toEqual([
      "ada ACTIVE",
      "bob ACTIVE",
    ]);

    // The process was taken back: a third player is accepted by it, and a leaving one is counted out.
    const cyd = await enter(second.client, "cyd");
    cyd.say("hello");
    await ada.hears("cyd", "hello", signal);
    await bob.leave(signal);
    await second.line("onRemovePlayerSession received");
    const after = await second.client.call("DescribePlayerSessions", { GameServerSessionId });
    expect(after.PlayerSessions.find(({ PlayerId }) => PlayerId === "bob")?.Status).toBe("COMPLETED");

    second.client.close();
    for (const player of [ada, cyd]) player.cut();
  });
});
