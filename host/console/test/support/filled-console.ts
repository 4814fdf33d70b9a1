import { join } from "node:path";
import { uploadPackage } from "../../../src/client/index.js";
import { useConsole, type ConsoleUnderTest } from "./use-console.js";

export interface FilledConsole extends ConsoleUnderTest {
  readonly assetId: string;
  readonly fleetId: string;
  readonly sessionId: string;
}

const sample = join(import.meta.dirname, "../../../dist/console/sample/chat.zip");
const region = "ap-shanghai";

/** With one of everything, by the cloud API: the chat sample as an asset and a fleet of two, a session and two players' slots. */
export async function useFilledConsole(): Promise<FilledConsole> {
  const console = await useConsole();
  const { api } = console;
  await uploadPackage(api, { file: sample, bucketKey: "chat.zip", assetRegion: region });
  const { AssetId } = await api.call("CreateAsset", {
    ...{ BucketKey: "chat.zip", AssetName: "chat", AssetVersion: "1.0.0" },
    ...{ AssetRegion: region, OperateSystem: "CentOS7.16" },
  });
  const { FleetAttributes: fleet } = await api.call("CreateFleet", {
    ...{ Name: "chat", AssetId, InstanceType: "S5.LARGE8" },
    RuntimeConfiguration: { ServerProcesses: [{ LaunchPath: "/local/game/chat", ConcurrentExecutions: 2 }] },
    InboundPermissions: [{ Protocol: "TCP", FromPort: 7100, ToPort: 7199, IpRange: "0.0.0.0/0" }],
  });
  const { FleetId } = fleet;
  await console.heard(() => isReady(api, FleetId));
  const { GameServerSession: session } = await api.call("CreateGameServerSession", {
    ...{ FleetId, Name: "Harbour", MaximumPlayerSessionCount: 10 },
  });
  const { GameServerSessionId } = session;
  await console.heard(async () => {
    const { GameServerSessions } = await api.call("DescribeGameServerSessions", { GameServerSessionId });
    return GameServerSessions[0]?.Status === "ACTIVE";
  });
  for (const PlayerId of ["ada", "bob"]) await api.call("JoinGameServerSession", { GameServerSessionId, PlayerId });
  return { ...console, assetId: AssetId, fleetId: FleetId, sessionId: GameServerSessionId };
}

async function isReady(api: ConsoleUnderTest["api"], FleetId: string): Promise<boolean> {
  const { FleetAttributes } = await api.call("DescribeFleetAttributes", { FleetIds: [FleetId] });
  const { FleetUtilization } = await api.call("DescribeFleetUtilization", { FleetIds: [FleetId] });
  return FleetAttributes[0]?.Status === "ACTIVE" && FleetUtilization[0]?.ActiveServerProcessCount === 2;
}
