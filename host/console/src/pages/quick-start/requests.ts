import type { ActionTypes, Tag } from "../../api/catalogue.js";

/** What the quick start makes carries this, so that it is found again after a reload, and by "start over". */
const mark: Tag = { Key: "gse-console", Value: "quick-start" };

export const isOurs = ({ Tags }: { readonly Tags: readonly Tag[] }): boolean =>
  Tags.some(({ Key, Value }) => Key === mark.Key && Value === mark.Value);

/** The packed sample, as the host that serves this page brings it along. */
export const samplePath = `${import.meta.env.BASE_URL}sample/chat.zip`;

/** As many processes as `npm start` keeps ready: one hosts, one waits for the next session. */
const PROCESSES = 2;
const FIRST_PORT = 7000;
const PORTS = 100;
export const SLOTS = 10;

export const uploadRequest = (region: string, bucketKey: string): ActionTypes["GetUploadCredentials"]["request"] => ({
  AssetRegion: region,
  BucketKey: bucketKey,
});

export const assetRequest = (
  region: string,
  bucketKey: string,
  version: string,
): ActionTypes["CreateAsset"]["request"] => ({
  BucketKey: bucketKey,
  AssetName: "chat",
  AssetVersion: version,
  AssetRegion: region,
  OperateSystem: "CentOS7.16",
  Tags: [mark],
});

/** The fleet of `npm start`: host/src/cli/quickstart-stage.ts. */
export const fleetRequest = (assetId: string): ActionTypes["CreateFleet"]["request"] => ({
  Name: "chat",
  AssetId: assetId,
  InstanceType: "S5.LARGE8",
  RuntimeConfiguration: {
    ServerProcesses: [
      { LaunchPath: "/local/game/chat", Parameters: listenParameters(), ConcurrentExecutions: PROCESSES },
    ],
    GameServerSessionActivationTimeoutSeconds: 60,
    MaxConcurrentGameServerSessionActivations: PROCESSES,
  },
  InboundPermissions: [{ Protocol: "TCP", FromPort: FIRST_PORT, ToPort: FIRST_PORT + PORTS - 1, IpRange: "0.0.0.0/0" }],
  Tags: [mark],
});

/** The sample listens on this machine only, unless it is told otherwise: whoever looks from another one plays from there, too. */
const listenParameters = (): string =>
  /^(localhost|127\.[\d.]+|\[::1\])$/.test(location.hostname) ? "" : "--host 0.0.0.0";

export const sessionRequest = (fleetId: string): ActionTypes["CreateGameServerSession"]["request"] => ({
  FleetId: fleetId,
  Name: "Quick start",
  MaximumPlayerSessionCount: SLOTS,
});

export const joinRequest = (sessionId: string, player: string): ActionTypes["JoinGameServerSession"]["request"] => ({
  GameServerSessionId: sessionId,
  PlayerId: player,
});

export const endRequest = (sessionId: string): ActionTypes["EndGameServerSessionAndProcess"]["request"] => ({
  GameServerSessionId: sessionId,
});
