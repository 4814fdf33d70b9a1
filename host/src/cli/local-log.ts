import type {
  AgentCommand,
  AliasCommand,
  CloudApiCommand,
  Command,
  FleetCommand,
  GameServerProcess,
  HostEvent,
  Launch,
  Placement,
  PlacementCommand,
  QueueCommand,
  Refusal,
  ScalingCommand,
} from "../model/index.js";
import { protoText, type ProtoFields } from "./proto-text.js";

/** One line of the log: what happened in GSE Local's words, and the keys that go with it. */
export interface LocalStep {
  readonly level: "info" | "warn" | "error";
  readonly msg: string;
  readonly extras: Readonly<Record<string, unknown>>;
}

/** The line that GSE Local begins with (gse-semantics j). */
export const agentStarted: LocalStep = step("start grpc v3 server success");

/**
 * What GSE Local says when this happens (gse-semantics j); where its words were never written down, words like them.
 * Nothing for an event that another line tells already.
 */
export function localSteps(event: HostEvent): readonly LocalStep[] {
  switch (event.type) {
    case "commandReceived":
      return received(event.command);
    case "commandRefused":
      // The cloud API tells its refusals itself, by the code that its caller gets.
      return isCloudApi(event.command) ? [] : [refused(event.command, event.refusal)];
    case "processReady": {
      const { pid, id } = event.process;
      return [step("set runner success", { pid, processUUID: id, ...(event.again && { again: true }) })];
    }
    case "healthChecked":
      return [step("onHealthCheck received", { pid: event.process.pid, health: event.isHealthy })];
    case "processShielded":
      return [warning("process gets no new GameServerSession", { ...of(event.process), reason: event.reason })];
    case "processRecovered":
      return [step("process may get a GameServerSession again", of(event.process))];
    case "processAskedToEnd":
      return [step("start to call onProcessTerminate to game server", of(event.process))];
    case "processEnded":
      return [step("process ended", { ...of(event.process), reason: event.process.statusReason })];
    case "sessionCreated": {
      const gameServerSessionId = event.session.id;
      return [
        step(`Reserved process: ${String(event.process.pid)} for GameServerSession: ${gameServerSessionId}`),
        step("start to call StartGameSessionByGrpc to game server", { gameServerSessionId }),
      ];
    }
    case "sessionActivated":
    case "sessionUpdated":
      return [];
    case "sessionEnded": {
      const { id, status, statusReason } = event.session;
      const extras = { gameServerSessionId: id, status, ...(statusReason !== "" && { reason: statusReason }) };
      return [
        status === "ERROR" ? warning("GameServerSession ended", extras) : step("GameServerSession ended", extras),
      ];
    }
    case "playerReserved": {
      const { playerId, id } = event.player;
      return [step(`Created player session with PlayerId: ${playerId} and PlayerSessionId: ${id}`)];
    }
    case "playerAccepted":
      return [];
    case "playerEnded": {
      const { gameServerSessionId, id, status } = event.player;
      return [step("PlayerSession ended", { gameServerSessionId, playerSessionId: id, status })];
    }
    case "fleetEvent": {
      const { fleetId, code, message } = event.event;
      return [step(message, { fleetId, eventCode: code })];
    }
    case "launchChanged":
      return launchSteps(event.launch);
    case "instanceChanged": {
      const { id, fleetId, status } = event.instance;
      return [step("instance changed state", { instanceId: id, fleetId, status })];
    }
    case "placementEnded":
      return [placementEnded(event.placement)];
    case "fleetChanged":
    case "instanceFailed":
    case "queueChanged":
    case "placementStarted":
    case "placementTried":
      return [];
  }
}

function launchSteps({ id, pid, instanceId, fleetId, launchPath, status, reason }: Launch): readonly LocalStep[] {
  const extras = { pid, processUUID: id, instanceId, fleetId, launchPath };
  if (status === "STARTED") return [step("process launched", extras)];
  return status === "EXITED" ? [step("process exited", { ...extras, reason })] : [];
}

function placementEnded({ placementId, queueName, status, statusReason, session }: Placement): LocalStep {
  const extras = { placementId, queue: queueName, status };
  return status === "FULFILLED"
    ? step("GameServerSessionPlacement ended", { ...extras, gameServerSessionId: session?.id })
    : warning("GameServerSessionPlacement ended", { ...extras, reason: statusReason });
}

function received(command: Command): readonly LocalStep[] {
  if (isFleetCall(command)) return [fleetCall(command)];
  switch (command.type) {
    case "createGameServerSession":
    case "updateGameServerSession":
    case "endGameServerSessionAndProcess":
      return [apiToUse(command)];
    case "joinGameServerSession":
      return [
        apiToUse(command),
        ...command.players.map(({ playerId }) =>
          step(`Creating player session with id: ${playerId} for gameServersessionId: ${command.sessionId}`),
        ),
      ];
    case "processReady": {
      const { logPaths, clientPort, grpcPort } = command;
      return [
        step("ProcessReady Info is", {
          ...caller(command),
          info: protoText({ logPathsToUpload: logPaths, clientPort, grpcPort }),
        }),
      ];
    }
    case "activateGameServerSession":
      return [step("onGameSessionActivate received", { ...caller(command), gameServerSessionId: command.sessionId })];
    case "acceptPlayerSession":
      return [step("onAcceptPlayerSession received", { ...caller(command), ...playerOf(command) })];
    case "removePlayerSession":
      return [step("onRemovePlayerSession received", { ...caller(command), ...playerOf(command) })];
    case "updatePlayerSessionCreationPolicy": {
      const { sessionId, policy } = command;
      return [
        step("onUpdatePlayerSessionCreationPolicy received", {
          ...caller(command),
          gameServerSessionId: sessionId,
          policy,
        }),
      ];
    }
    case "terminateGameServerSession":
      return [
        step("onTerminateGameServerSession received", { ...caller(command), gameServerSessionId: command.sessionId }),
      ];
    case "processEnding":
      return [step("onProcessEnding received", caller(command))];
    case "reportCustomData": {
      const { current, max } = command;
      const counts = { currentCustomCount: current, maxCustomCount: max };
      return [step("onReportCustomData received", { ...caller(command), ...counts })];
    }
    case "sessionStartAnswered": {
      const { sessionId, outcome } = command;
      const extras = { gameServerSessionId: sessionId };
      return outcome.kind === "ok"
        ? [step("call StartGameSessionByGrpc to game server success", extras)]
        : [warning("call StartGameSessionByGrpc to game server failed", { ...extras, reason: outcome.reason })];
    }
    case "healthChecked":
    case "processGone":
    case "endProcess":
    case "resume":
    case "tick":
    case "instanceStepDone":
    case "instanceRemoved":
    case "launchDone":
    case "launchExited":
    case "machineMeasured":
    case "drain":
      return [];
  }
}

function refused(command: Command, { kind, message }: Refusal): LocalStep {
  const who = "pid" in command ? caller(command) : {};
  return warning(`${callName(command)} refused`, { ...who, kind, reason: message });
}

/** The name that a game server knows its call by. */
export const callName = ({ type }: Command): string => type.charAt(0).toUpperCase() + type.slice(1);

export const isCloudApi = (command: Command): command is CloudApiCommand | ResourceCommand =>
  isSessionCall(command) || isFleetCall(command);

const isSessionCall = (command: Command): command is CloudApiCommand =>
  command.type === "createGameServerSession" ||
  command.type === "updateGameServerSession" ||
  command.type === "joinGameServerSession" ||
  command.type === "endGameServerSessionAndProcess";

type ResourceCommand = FleetCommand | AliasCommand | QueueCommand | PlacementCommand | ScalingCommand;

const fleetCalls: Readonly<Record<ResourceCommand["type"], true>> = {
  createAlias: true,
  updateAlias: true,
  deleteAlias: true,
  createQueue: true,
  updateQueue: true,
  deleteQueue: true,
  startPlacement: true,
  stopPlacement: true,
  createAsset: true,
  updateAsset: true,
  deleteAsset: true,
  createFleet: true,
  copyFleet: true,
  updateFleetAttributes: true,
  updateFleetPortSettings: true,
  updateRuntimeConfiguration: true,
  updateFleetCapacity: true,
  deleteFleet: true,
  updateInstance: true,
  startAutoScaling: true,
  stopAutoScaling: true,
  putScalingPolicy: true,
  deleteScalingPolicy: true,
  putScalingTimer: true,
  deleteScalingTimer: true,
};

const isFleetCall = (command: Command): command is ResourceCommand => Object.hasOwn(fleetCalls, command.type);

/** What it is about; the whole of a fleet would fill the screen. */
function fleetCall(command: ResourceCommand): LocalStep {
  const about = Object.entries(command).filter(
    ([name, value]) => name !== "type" && (typeof value === "string" || typeof value === "number"),
  ) as [string, string | number][];
  const req = protoText(Object.fromEntries(about));
  return step(`API to use: GSE.${callName(command)}, with input`, { req });
}

function actionName(command: CloudApiCommand): string {
  switch (command.type) {
    case "createGameServerSession":
      return "CreateGameServerSession";
    case "updateGameServerSession":
      return "UpdateGameServerSession";
    case "joinGameServerSession":
      return command.players.length === 1 ? "JoinGameServerSession" : "JoinGameServerSessionBatch";
    case "endGameServerSessionAndProcess":
      return "EndGameServerSessionAndProcess";
  }
}

const apiToUse = (command: CloudApiCommand): LocalStep =>
  step(`API to use: GSE.${actionName(command)}, with input`, { req: protoText(input(command)) });

/** The request as it came, under the cloud API's names. */
function input(command: CloudApiCommand): ProtoFields {
  switch (command.type) {
    case "createGameServerSession":
      return {
        FleetId: command.fleetId,
        AliasId: command.aliasId,
        Name: command.name,
        CreatorId: command.creatorId,
        MaximumPlayerSessionCount: command.maxPlayers,
        GameProperties: command.gameProperties.map(({ key, value }) => ({ Key: key, Value: value })),
        GameServerSessionData: command.gameServerSessionData,
        IdempotencyToken: command.idempotencyToken,
      };
    case "updateGameServerSession":
      return {
        GameServerSessionId: command.sessionId,
        Name: command.name,
        MaximumPlayerSessionCount: command.maxPlayers,
        PlayerSessionCreationPolicy: command.playerSessionCreationPolicy,
        ProtectionPolicy: command.protectionPolicy,
      };
    case "joinGameServerSession": {
      const [first] = command.players;
      const isOne = command.players.length === 1 && first !== undefined;
      return {
        GameServerSessionId: command.sessionId,
        ...(isOne
          ? { PlayerId: first.playerId, PlayerData: first.playerData }
          : { PlayerIds: command.players.map(({ playerId }) => playerId) }),
      };
    }
    case "endGameServerSessionAndProcess":
      return "sessionId" in command.target
        ? { GameServerSessionId: command.target.sessionId }
        : { IpAddress: command.target.ipAddress, Port: command.target.port };
  }
}

const caller = (command: AgentCommand): Readonly<Record<string, unknown>> => ({
  pid: command.pid,
  ...(command.requestId !== undefined && { requestId: command.requestId }),
});

const playerOf = (command: Extract<AgentCommand, { readonly playerSessionId: unknown }>) => ({
  gameServerSessionId: command.sessionId,
  playerSessionId: command.playerSessionId,
});

const of = ({ pid, id }: GameServerProcess) => ({ pid, processUUID: id });

function step(msg: string, extras: Readonly<Record<string, unknown>> = {}): LocalStep {
  return { level: "info", msg, extras };
}

function warning(msg: string, extras: Readonly<Record<string, unknown>>): LocalStep {
  return { level: "warn", msg, extras };
}
