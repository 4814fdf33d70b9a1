import type { ActionName } from "../client/index.js";

/** What does here what refusals advise to do by an action of the cloud API. */
const commands: Partial<Record<ActionName, string>> = {
  DeleteFleet: "fleet delete FLEET",
  DescribeAssets: "asset list",
  DescribeFleetEvents: "fleet events FLEET",
  DescribeGameServerSessionQueues: "queue list",
  DescribeGameServerSessions: "session list --fleet FLEET",
  DescribeInstances: "instance list",
  DescribeScalingPolicies: "fleet policy list FLEET",
  DescribeTimerScalingPolicies: "fleet timer list FLEET",
  EndGameServerSessionAndProcess: "session end SESSION",
  ListAliases: "alias list",
  ListFleets: "fleet list",
  StartFleetActions: "fleet scale FLEET --auto",
  StopFleetActions: "fleet scale FLEET --manual",
  StopGameServerSessionPlacement: "placement stop ID",
  UpdateFleetCapacity: "fleet scale FLEET",
  UpdateFleetPortSettings: "fleet ports FLEET --add PORTS",
  UpdateGameServerSession: "session update SESSION",
};

/** The actions that a refusal names, each with its command: "ListFleets is: gse fleet list". @param gse how it is called here */
export const commandsFor = (message: string, gse: string): readonly string[] =>
  Object.entries(commands)
    .filter(([action]) => new RegExp(`\\b${action}\\b`).test(message))
    .map(([action, command]) => `${action} is: ${gse} ${command}`);
