import { age } from "./duration.js";
import type {
  Fleet,
  FleetCapacity,
  FleetEvent,
  FleetUtilization,
  Instance,
  PortRule,
  RuntimeConfiguration,
} from "./fleet-answers.js";
import { printable } from "./printable.js";
import { fields, table } from "./table.js";
import type { Colors } from "./terminal.js";

/** A fleet with its numbers of this moment. */
export interface FleetRow {
  readonly fleet: Fleet;
  readonly capacity: FleetCapacity;
  readonly utilization: FleetUtilization;
}

/** Fleets as `gse fleet list` shows them. */
export function fleetsTable(rows: readonly FleetRow[], nowMs: number, colors: Colors): string {
  return table(
    ["FLEET", "NAME", "STATUS", "INSTANCES", "PROCESSES", "SESSIONS", "PLAYERS", "AGE"].map(colors.dim),
    rows.map(({ fleet, capacity, utilization }) => [
      fleet.FleetId,
      printable(fleet.Name),
      fleetStatusText(fleet.Status, colors),
      instancesText(capacity),
      String(utilization.ActiveServerProcessCount),
      String(utilization.ActiveGameServerSessionCount),
      playersText(utilization.CurrentPlayerSessionCount, utilization.MaximumPlayerSessionCount),
      age(nowMs - Date.parse(fleet.CreationTime)),
    ]),
  );
}

export function fleetStatusText(status: string, colors: Colors): string {
  if (status === "ACTIVE") return colors.green(status);
  if (status === "ERROR") return colors.red(status);
  return status === "TERMINATED" ? colors.dim(status) : colors.yellow(status);
}

export const instancesText = ({ InstanceCounts: { Active, Desired } }: FleetCapacity): string =>
  `${String(Active)} of ${String(Desired)}`;

export const playersText = (now: number, most: number): string => `${String(now)} of ${String(most)}`;

/** All about one, as lines. */
export function fleetFields(row: FleetRow, colors: Colors, runtime?: RuntimeConfiguration): string {
  const { fleet, capacity, utilization } = row;
  const { NewGameServerSessionProtectionPolicy: policy, ResourceCreationLimitPolicy: limit } = fleet;
  const minutes = policy === "TimeLimitProtection" ? `, ${String(fleet.GameServerSessionProtectionTimeLimit)} min` : "";
  const lines: (readonly [string, string])[] = [
    ["fleet", fleet.FleetId],
    ["name", printable(fleet.Name)],
    ["description", printable(fleet.Description)],
    ["status", fleetStatusText(fleet.Status, colors)],
    ["asset", fleet.AssetId],
    ["instances", capacityText(capacity)],
    ["scaling", fleet.StoppedActions.includes("AUTO_SCALING") ? "by hand" : "automatic"],
    ["type", `${fleet.InstanceType}, ${fleet.OperatingSystem}`],
    ["processes", readyText(row, runtime)],
    ["sessions", `${String(utilization.ActiveGameServerSessionCount)} active`],
    ["players", playersText(utilization.CurrentPlayerSessionCount, utilization.MaximumPlayerSessionCount)],
    ["protection", policy + minutes],
    [
      "creators",
      `${String(limit.NewGameServerSessionsPerCreator)} sessions each in ${String(limit.PolicyPeriodInMinutes)} min`,
    ],
    ["tags", fleet.Tags.map(({ Key, Value }) => `${printable(Key)}=${printable(Value)}`).join(", ")],
    ["created", fleet.CreationTime],
    ["ended", fleet.TerminationTime ?? ""],
  ];
  return fields(lines.filter(([, value]) => value !== "").map(([name, value]) => [colors.dim(name), value]));
}

/** `1 of 3 ready`; without `runtime` it is not known of how many. */
function readyText(
  { capacity, utilization: { ActiveServerProcessCount: ready } }: FleetRow,
  runtime?: RuntimeConfiguration,
) {
  return runtime === undefined
    ? `${String(ready)} ready`
    : `${String(ready)} of ${String(processesWanted(runtime, capacity))} ready`;
}

/** What the instances that a fleet has shall run together. */
export const processesWanted = (
  { ServerProcesses: processes = [] }: RuntimeConfiguration,
  { InstanceCounts: { Active } }: FleetCapacity,
): number => Active * processes.reduce((sum, { ConcurrentExecutions: count = 1 }) => sum + count, 0);

/** `1 of 2 active, 1 pending (0 to 4)`. */
export function capacityText({ InstanceCounts: counts }: FleetCapacity): string {
  const others = [
    ["pending", counts.Pending],
    ["idle", counts.Idle],
    ["terminating", counts.Terminating],
  ] as const;
  const told = others.filter(([, count]) => count > 0).map(([name, count]) => `, ${String(count)} ${name}`);
  return `${String(counts.Active)} of ${String(counts.Desired)} active${told.join("")} (${String(counts.MiniNum)} to ${String(counts.MaxiNum)})`;
}

export function runtimeText(runtime: RuntimeConfiguration, colors: Colors): string {
  const {
    GameServerSessionActivationTimeoutSeconds: timeout = 0,
    MaxConcurrentGameServerSessionActivations: most = 0,
  } = runtime;
  const rows = (runtime.ServerProcesses ?? []).map(({ LaunchPath = "", Parameters = "", ConcurrentExecutions = 1 }) => [
    String(ConcurrentExecutions),
    printable(LaunchPath),
    printable(Parameters),
  ]);
  const limit = most === 0 ? "any number" : String(most);
  return [
    table(["PROCESSES", "LAUNCH PATH", "PARAMETERS"].map(colors.dim), rows),
    colors.dim(`A session has ${String(timeout)} s to activate; ${limit} at once on each instance.`),
  ].join("\n");
}

/** `7000-7099/tcp@0.0.0.0/0`, as `--add` and `--remove` take it. */
export const portText = ({ Protocol = "TCP", FromPort = 0, ToPort = 0, IpRange = "" }: PortRule): string =>
  `${String(FromPort)}-${String(ToPort)}/${Protocol.toLowerCase()}@${IpRange}`;

export function instancesTable(instances: readonly Instance[], nowMs: number, colors: Colors): string {
  return table(
    ["INSTANCE", "FLEET", "STATE", "PROCESSES", "SESSIONS", "PLAYERS", "WEIGHT", "ADDRESS", "AGE"].map(colors.dim),
    instances.map((row) => [
      row.Instance.InstanceId,
      row.Instance.FleetId,
      stateText(row.State, colors) + (row.Instance.ReserveValue === 1 ? " (reserved)" : ""),
      `${String(row.HealthyProcessCnt)} of ${String(row.ActiveProcessCnt)} healthy`,
      playersText(row.GameSessionCnt, row.MaxGameSessionCnt),
      playersText(row.PlayerSessionCnt, row.MaxPlayerSessionCnt),
      String(row.Instance.Weight),
      row.Instance.IpAddress,
      age(nowMs - Date.parse(row.Instance.CreateTime)),
    ]),
  );
}

const stateText = (state: string, colors: Colors): string =>
  state === "Active" ? colors.green(state) : colors.yellow(state);

/** One line of a fleet's history: when, what, and in words. @param before what stands above it already, oldest first */
export function eventText(event: FleetEvent, colors: Colors, before: readonly FleetEvent[] = []): string {
  const { EventTime, EventCode } = event;
  return `${colors.dim(EventTime)}  ${codeText(EventCode, colors)}  ${printable(withoutCause(event, before))}`;
}

/** What comes of an event gives it as its reason, word for word: that has been read. */
function withoutCause({ Message }: FleetEvent, before: readonly FleetEvent[]): string {
  const cause = before.findLast((one) => one.Message !== "" && Message.endsWith(`: ${one.Message}`));
  return cause === undefined ? Message : Message.slice(0, -cause.Message.length - 2);
}

function codeText(code: string, colors: Colors): string {
  if (/_(FAILED|FAILURE|ERROR|NOT_FOUND|TIMED_OUT|TIMEOUT|CRASHED|UNHEALTHY|INVALID_PATH|DOWN)\b/.test(code))
    return colors.red(code);
  return code === "FLEET_STATE_ACTIVE" ? colors.green(code) : colors.cyan(code);
}
