import type { ActionName } from "../api/catalogue.js";
import type { Change, ChangeKind, Row } from "./wire.js";

export interface PatchedList {
  readonly kind: ChangeKind;
  /** Where the rows are in the answer. */
  readonly field: string;
  /** Of a row in the list. */
  readonly idOf: (row: Row) => unknown;
  /** What the change says of that row; default: its `Row`. Undefined: nothing, the list stays as it is. */
  readonly rowOf?: (change: Change) => Row | null | undefined;
}

const by =
  (name: string) =>
  (row: Row): unknown =>
    row[name];

/** Answers whose rows the stream brings up to date in place. */
export const patchedLists: Readonly<Partial<Record<string, PatchedList>>> = {
  ListAliases: { kind: "alias", field: "Aliases", idOf: by("AliasId") },
  DescribeAssets: { kind: "asset", field: "Assets", idOf: by("AssetId") },
  DescribeFleetAttributes: { kind: "fleet", field: "FleetAttributes", idOf: by("FleetId") },
  DescribeFleetCapacity: {
    kind: "fleet",
    field: "FleetCapacity",
    idOf: by("FleetId"),
    rowOf: ({ Row, Capacity }) => (Row === null ? null : Capacity),
  },
  DescribeFleetUtilization: {
    kind: "fleet",
    field: "FleetUtilization",
    idOf: by("FleetId"),
    rowOf: ({ Row, Utilization }) => (Row === null ? null : Utilization),
  },
  DescribeInstances: {
    kind: "instance",
    field: "Instances",
    idOf: by("InstanceId"),
    rowOf: ({ Row }) => (Row === null ? null : (Row["Instance"] as Row)),
  },
  DescribeInstancesExtend: {
    kind: "instance",
    field: "Instances",
    idOf: (row) => (row["Instance"] as Row)["InstanceId"],
  },
  DescribeGameServerSessionQueues: { kind: "queue", field: "GameServerSessionQueues", idOf: by("Name") },
  DescribeGameServerSessions: { kind: "session", field: "GameServerSessions", idOf: by("GameServerSessionId") },
  SearchGameServerSessions: { kind: "session", field: "GameServerSessions", idOf: by("GameServerSessionId") },
  DescribePlayerSessions: { kind: "player", field: "PlayerSessions", idOf: by("PlayerSessionId") },
  "/console/placements": { kind: "placement", field: "Placements", idOf: by("PlacementId") },
  "/console/processes": { kind: "process", field: "Processes", idOf: by("ProcessId") },
} satisfies Partial<Record<ActionName | `/console/${string}`, PatchedList>>;

/** Answers that say something about such a row without holding it: they are asked for again. */
export const toldBy: Readonly<Record<ChangeKind, readonly ActionName[]>> = {
  alias: ["DescribeAlias", "ResolveAlias", "DescribeFleetRelatedResources"],
  asset: ["DescribeAsset"],
  fleet: [
    "DescribeFleetPortSettings",
    "DescribeRuntimeConfiguration",
    "DescribeFleetRelatedResources",
    "DescribeScalingPolicies",
    "DescribeTimerScalingPolicies",
    "ListFleets",
  ],
  fleetEvent: ["DescribeFleetEvents"],
  instance: [],
  process: [],
  session: ["DescribeGameServerSessionDetails"],
  player: [],
  queue: [],
  placement: ["DescribeGameServerSessionPlacement"],
};
