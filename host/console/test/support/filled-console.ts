import { join } from "node:path";
import { uploadPackage } from "../../../src/client/index.js";
import { useConsole, type ConsoleUnderTest } from "./use-console.js";

export interface FilledConsole extends ConsoleUnderTest {
  readonly assetId: string;
  readonly fleetId: string;
  readonly sessionId: string;
}

const sample = join(import.meta.dirname, "../../../dist/console/sample/chat.zip");

/** With one of everything: the chat sample as an asset and a fleet of two, a session and two players' slots. */
export async function useFilledConsole(): Promise<FilledConsole> {
  const console = await useConsole();
  const assetId = await makeAsset(console, "1.0.0");
  const fleetId = await makeFleet(console, { name: "chat", assetId, processes: 2, firstPort: 7100 });
  await fleetIsReady(console, fleetId, 2);
  const sessionId = await makeSession(console, fleetId, "Harbour", 10);
  for (const PlayerId of ["ada", "bob"])
    await console.api.call("JoinGameServerSession", { GameServerSessionId: sessionId, PlayerId });
  return { ...console, assetId, fleetId, sessionId };
}

/** The chat sample, uploaded. */
export async function makeAsset(
  { api }: ConsoleUnderTest,
  version: string,
  assetRegion = "ap-shanghai",
): Promise<string> {
  const bucketKey = `chat-${version}-${assetRegion}.zip`;
  await uploadPackage(api, { file: sample, bucketKey, assetRegion });
  const { AssetId } = await api.call("CreateAsset", {
    ...{ BucketKey: bucketKey, AssetName: "chat", AssetVersion: version },
    ...{ AssetRegion: assetRegion, OperateSystem: "CentOS7.16" },
  });
  return AssetId;
}

export interface FleetOrder {
  readonly name: string;
  readonly assetId: string;
  readonly processes: number;
  /** Of a hundred. */
  readonly firstPort: number;
  /** Default: the sample's. */
  readonly launchPath?: string;
}

export async function makeFleet({ api }: ConsoleUnderTest, order: FleetOrder): Promise<string> {
  const { name, assetId, processes, firstPort, launchPath = "/local/game/chat" } = order;
  const { FleetAttributes } = await api.call("CreateFleet", {
    ...{ Name: name, AssetId: assetId, InstanceType: "S5.LARGE8" },
    RuntimeConfiguration: { ServerProcesses: [{ LaunchPath: launchPath, ConcurrentExecutions: processes }] },
    InboundPermissions: [{ Protocol: "TCP", FromPort: firstPort, ToPort: firstPort + 99, IpRange: "0.0.0.0/0" }],
  });
  return FleetAttributes.FleetId;
}

/** Settles when it is ACTIVE, and as many processes are ready. */
export const fleetIsReady = ({ api, heard }: ConsoleUnderTest, fleetId: string, processes: number): Promise<void> =>
  heard(async () => {
    const { FleetAttributes } = await api.call("DescribeFleetAttributes", { FleetIds: [fleetId] });
    const { FleetUtilization } = await api.call("DescribeFleetUtilization", { FleetIds: [fleetId] });
    return FleetAttributes[0]?.Status === "ACTIVE" && FleetUtilization[0]?.ActiveServerProcessCount === processes;
  });

/** Settles when players may come. */
export async function makeSession(
  { api, heard }: ConsoleUnderTest,
  fleetId: string,
  name: string,
  slots: number,
): Promise<string> {
  const { GameServerSession } = await api.call("CreateGameServerSession", {
    ...{ FleetId: fleetId, Name: name, MaximumPlayerSessionCount: slots },
  });
  const { GameServerSessionId } = GameServerSession;
  await heard(async () => {
    const { GameServerSessions } = await api.call("DescribeGameServerSessions", { GameServerSessionId });
    return GameServerSessions[0]?.Status === "ACTIVE";
  });
  return GameServerSessionId;
}
