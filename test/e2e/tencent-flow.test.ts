import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { PlayerClient } from "../../examples/chat/src/player-client.js";
import { packFolder } from "../../host/src/cli/pack-folder.js";
import { codeOf, useTencentSdk, type TencentClient } from "../../host/test/cloud-api/support/use-tencent-sdk.js";
import { credentialsOf, startHostProgram } from "../../host/test/torture/host-program.js";
import { endAllOf } from "../../host/test/torture/os-processes.js";
import { comesTrue } from "../../host/test/torture/pause.js";
import { useTempDir } from "../support/use-temp-dir.js";

const chat = fileURLToPath(new URL("../../examples/chat/dist/package", import.meta.url));

/** A `gse up` in a process of its own, spoken to by Tencent's own client alone. */
async function useHost(): Promise<{ readonly api: string; readonly client: TencentClient; readonly folder: string }> {
  const folder = await useTempDir();
  const dataDir = join(folder, "data");
  mkdirSync(dataDir);
  const addresses = { api: "127.0.0.1:0", agent: "127.0.0.1:0" };
  const host = startHostProgram({ dataDir, ...addresses, logFile: join(folder, "host.log") });
  onTestFinished(async () => {
    host.signal("SIGKILL");
    await host.exited;
    endAllOf(dataDir);
  });
  const { api } = await host.ready;
  return { api, client: useTencentSdk(api, credentialsOf(dataDir)), folder };
}

/** GSE has nothing to wait with but the question asked again; it may be asked 20 times a second. */
async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  if (!(await comesTrue(look, 60_000, 100))) throw new Error(`gave up: it did not come true that ${what}`);
}

test(
  "Tencent's client goes the whole way: upload, asset, fleet, session, players who chat, and everything away again",
  { timeout: 90_000 },
  async ({ signal }) => {
    const { api, client, folder } = await useHost();

    // As GSE's documents have it: a signature for one PUT, the PUT, the asset.
    const zip = join(folder, "chat.zip");
    await packFolder(chat, zip, { followLinks: false });
    const BucketKey = "packages/chat.zip";
    const grant = await client.GetUploadCredentials({ AssetRegion: "ap-shanghai", BucketKey });
    const put = await fetch(`http://${api}/cos/${grant.BucketName ?? ""}/${BucketKey}`, {
      method: "PUT",
      headers: { authorization: grant.BucketAuth ?? "" },
      body: readFileSync(zip),
    });
    expect(put.status).toBe(200);
    const { AssetId } = await client.CreateAsset({
      BucketKey,
      AssetName: "chat",
      AssetVersion: "1",
      AssetRegion: "ap-shanghai",
      OperateSystem: "CentOS7.16",
    });

    const { FleetAttributes } = await client.CreateFleet({
      AssetId,
      Name: "chat",
      InboundPermissions: [{ Protocol: "TCP", FromPort: 21_000, ToPort: 21_999, IpRange: "0.0.0.0/0" }],
      RuntimeConfiguration: {
        GameServerSessionActivationTimeoutSeconds: 60,
        MaxConcurrentGameServerSessionActivations: 10,
        ServerProcesses: [{ LaunchPath: "/local/game/chat", Parameters: "", ConcurrentExecutions: 2 }],
      },
    });
    const { FleetId } = FleetAttributes;
    const statusOf = async (): Promise<string | undefined> =>
      (await client.DescribeFleetAttributes({ FleetIds: [FleetId] })).FleetAttributes[0]?.Status;
    await until("the fleet is ACTIVE", async () => (await statusOf()) === "ACTIVE");
    expect(await codeOf(client.DeleteAsset({ AssetId }))).toBe("ResourceInUse");
    const { Events } = await client.DescribeFleetEvents({ FleetId, Limit: 20 });
    expect(Events.map(({ EventCode }) => EventCode).reverse()).toEqual([
      "FLEET_CREATED",
      "FLEET_STATE_DOWNLOADING",
      "FLEET_CREATION_EXTRACTING_BUILD",
      "FLEET_CREATION_VALIDATING_RUNTIME_CONFIG",
      "FLEET_STATE_VALIDATING",
      "FLEET_STATE_BUILDING",
      "FLEET_STATE_ACTIVATING",
      "FLEET_STATE_ACTIVE",
    ]);

    const { GameServerSession } = await client.CreateGameServerSession({
      FleetId,
      Name: "lobby",
      MaximumPlayerSessionCount: 2,
      GameProperties: [],
    });
    const GameServerSessionId = GameServerSession?.GameServerSessionId ?? "";
    await until("the session is ACTIVE", async () => {
      const { GameServerSessions } = await client.DescribeGameServerSessions({ GameServerSessionId });
      return GameServerSessions?.[0]?.Status === "ACTIVE";
    });
    const enter = async (PlayerId: string): Promise<PlayerClient> => {
      const { PlayerSession } = await client.JoinGameServerSession({ GameServerSessionId, PlayerId });
      const { IpAddress = "", Port = 0, PlayerSessionId = "" } = PlayerSession ?? {};
      const address = `http://${IpAddress}:${String(Port)}/?playerSessionId=${PlayerSessionId}`;
      return PlayerClient.enter(PlayerId, address, signal);
    };
    const ada = await enter("ada");
    const bob = await enter("bob");
    ada.say("hello");
    await bob.hears("ada", "hello", signal);
    expect(await codeOf(client.JoinGameServerSession({ GameServerSessionId, PlayerId: "cyd" }))).toBe(
      "ResourceInsufficient",
    );
    expect(await codeOf(client.DeleteFleet({ FleetId }))).toBe("ResourceInUse");
    const { FleetUtilization } = await client.DescribeFleetUtilization({ FleetIds: [FleetId] });
    expect(FleetUtilization).toMatchObject([{ ActiveGameServerSessionCount: 1, CurrentPlayerSessionCount: 2 }]);

    await client.EndGameServerSessionAndProcess({ GameServerSessionId });
    for (const player of [ada, bob]) player.cut();
    await until("the session is TERMINATED", async () => {
      const { GameServerSessions } = await client.DescribeGameServerSessions({ GameServerSessionId });
      return GameServerSessions?.[0]?.Status === "TERMINATED";
    });
    await client.DeleteFleet({ FleetId });
    await until("the fleet is TERMINATED", async () => (await statusOf()) === "TERMINATED");
    await client.DeleteAsset({ AssetId });
    expect(await codeOf(client.DescribeAsset({ AssetId }))).toBe("ResourceNotFound");
  },
);
