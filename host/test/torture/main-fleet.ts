import type { ActionTypes } from "../../src/gen/cloud-api.js";
import { LAUNCH_PATH } from "./game-package.js";

export type Runtime = NonNullable<ActionTypes["CreateFleet"]["request"]["RuntimeConfiguration"]>;

/** Of all that is asked, where nothing else is said. */
export const REGION = "ap-shanghai";

/** Below those that the system gives out by itself, so that none of them is taken while a host or a game is down. */
export const CLIENT_PORTS = { from: 21_000, to: 21_999 } as const;

export const MOST_INSTANCES = 2;

/** The label changes nothing but the command line: processes of another one are of another configuration. */
export const runtimeOf = (label: number, executions: number): Runtime => ({
  ServerProcesses: [
    { LaunchPath: LAUNCH_PATH, Parameters: `--label ${String(label)}`, ConcurrentExecutions: executions },
  ],
  GameServerSessionActivationTimeoutSeconds: 60,
});

export const fleetDesign = (
  assetId: string,
  name: string,
  runtime: Runtime,
): ActionTypes["CreateFleet"]["request"] => ({
  AssetId: assetId,
  Name: name,
  InboundPermissions: [{ Protocol: "TCP", FromPort: CLIENT_PORTS.from, ToPort: CLIENT_PORTS.to, IpRange: "0.0.0.0/0" }],
  // So that a session ends by what it is asked alone, not because its instance or its process is not wanted any more.
  NewGameServerSessionProtectionPolicy: "FullProtection",
  RuntimeConfiguration: runtime,
});

export const executionsOf = (runtime: Runtime): number =>
  (runtime.ServerProcesses ?? []).reduce((sum, { ConcurrentExecutions = 1 }) => sum + ConcurrentExecutions, 0);

/** What of a configuration counts, as one text. */
export const runtimeText = ({ ServerProcesses = [] }: Runtime): string =>
  JSON.stringify(
    ServerProcesses.map(({ LaunchPath, Parameters, ConcurrentExecutions }) => [
      LaunchPath,
      Parameters,
      ConcurrentExecutions,
    ]),
  );
