import type { AliasCommand, FleetCommand, FleetReplies, MachineCommand } from "./fleet-commands.js";
import type { AliasId, FleetId, GameServerSessionId, PlayerSessionId, ProcessId } from "./ids.js";
import type { GameServerProcess } from "./game-server-process.js";
import type {
  GameProperty,
  GameServerSession,
  PlayerSessionCreationPolicy,
  ProtectionPolicy,
} from "./game-server-session.js";
import type { PlacementCommand, PlacementReplies, QueueCommand } from "./placement-commands.js";
import type { PlayerSession } from "./player-session.js";
import type { Refusal } from "./refusal.js";
import type { ScalingCommand, ScalingReplies } from "./scaling-commands.js";

/** Everything that can happen to the engine, whoever says it. One mailbox, one order. */
export type Command =
  | CloudApiCommand
  | FleetCommand
  | ScalingCommand
  | AliasCommand
  | QueueCommand
  | PlacementCommand
  | OperatorCommand
  | AgentCommand
  | ObservedCommand
  | MachineCommand;

/** From the cloud API. Shapes and ranges of single fields were checked against the catalogue before. */
export type CloudApiCommand =
  | ({
      readonly type: "createGameServerSession";
      readonly region: string;
      readonly name: string;
      readonly creatorId: string;
      readonly maxPlayers: number;
      readonly gameProperties: readonly GameProperty[];
      readonly gameServerSessionData: string;
      /** IdempotencyToken or the caller's own id, "" for neither: the last part of the session's id (gse-semantics m-17). */
      readonly idempotencyToken: string;
    } & SessionPlace)
  | {
      readonly type: "updateGameServerSession";
      readonly sessionId: GameServerSessionId;
      readonly name?: string;
      readonly maxPlayers?: number;
      readonly playerSessionCreationPolicy?: PlayerSessionCreationPolicy;
      readonly protectionPolicy?: ProtectionPolicy;
    }
  | {
      /** One player, or several of whom all get a slot or none. */
      readonly type: "joinGameServerSession";
      readonly sessionId: GameServerSessionId;
      readonly players: readonly { readonly playerId: string; readonly playerData: string }[];
    }
  | { readonly type: "endGameServerSessionAndProcess"; readonly target: EndTarget };

/** Where a new session shall be: on a fleet, or on the one that an alias leads to at that moment. */
export type SessionPlace =
  | { readonly fleetId: FleetId; readonly aliasId?: undefined }
  | { readonly fleetId?: undefined; readonly aliasId: AliasId };

/** Which process to end: by its session, or by the address players use. */
export type EndTarget =
  { readonly sessionId: GameServerSessionId } | { readonly ipAddress: string; readonly port: number };

/** From whoever runs the host: a fleet that is scaled in, the test kit. */
export type OperatorCommand = {
  /** The process is told to go: OnProcessTerminate. `endsAtMs` is when it is ended by force; null: never. */
  readonly type: "endProcess";
  readonly processId: ProcessId;
  readonly endsAtMs: number | null;
  readonly reason: string;
};

/** From game server processes, by way of the agent. */
export type AgentCommand = {
  /** Of the call's metadata: for the log, and where it is required, to make a repeated call have its effect once. */
  readonly requestId?: string;
  /** Of the call's metadata: proves which of the host's own processes calls, whatever pid it sees itself under. */
  readonly token?: string;
} & AgentCall;

export type AgentCall =
  | {
      readonly type: "processReady";
      readonly pid: number;
      readonly startedAt: string | null;
      /** The process that leads the caller's group; null where it cannot be seen. */
      readonly groupLeader: number | null;
      readonly clientPort: number;
      readonly grpcPort: number;
      readonly logPaths: readonly string[];
    }
  | {
      readonly type: "activateGameServerSession";
      readonly pid: number;
      readonly sessionId: GameServerSessionId;
      readonly maxPlayers: number;
    }
  | {
      readonly type: "acceptPlayerSession";
      readonly pid: number;
      readonly requestId: string;
      readonly sessionId: GameServerSessionId;
      readonly playerSessionId: PlayerSessionId;
    }
  | {
      readonly type: "removePlayerSession";
      readonly pid: number;
      readonly sessionId: GameServerSessionId;
      readonly playerSessionId: PlayerSessionId;
    }
  | {
      readonly type: "updatePlayerSessionCreationPolicy";
      readonly pid: number;
      readonly sessionId: GameServerSessionId;
      readonly policy: string;
    }
  | { readonly type: "terminateGameServerSession"; readonly pid: number; readonly sessionId: GameServerSessionId }
  | { readonly type: "processEnding"; readonly pid: number }
  | { readonly type: "reportCustomData"; readonly pid: number; readonly current: number; readonly max: number };

/** What the host saw happen: answers to callbacks, processes that are gone, time that has passed. */
export type ObservedCommand =
  | {
      readonly type: "sessionStartAnswered";
      readonly processId: ProcessId;
      readonly sessionId: GameServerSessionId;
      readonly outcome: CallbackOutcome;
    }
  | { readonly type: "healthChecked"; readonly processId: ProcessId; readonly outcome: CallbackOutcome }
  | { readonly type: "processGone"; readonly processId: ProcessId; readonly how: string }
  /** Sent once after a restart: what was under way when the host stopped is taken up again. */
  | { readonly type: "resume" }
  /** Time has passed: whatever is due by now happens. */
  | { readonly type: "tick" };

/**
 * `refused`: the process answered, and the answer was no; `isEnding`: because it is on its way to its end. `unreachable`: no
 * answer came.
 */
export type CallbackOutcome =
  | { readonly kind: "ok" }
  | { readonly kind: "refused"; readonly reason: string; readonly isEnding?: boolean }
  | { readonly kind: "unreachable"; readonly reason: string };

/** What each command gets back when it is not refused. */
export interface Replies extends FleetReplies, ScalingReplies, PlacementReplies {
  createGameServerSession: GameServerSession;
  updateGameServerSession: GameServerSession;
  joinGameServerSession: readonly PlayerSession[];
  endGameServerSessionAndProcess: undefined;
  endProcess: GameServerProcess;
  processReady: GameServerProcess;
  activateGameServerSession: GameServerSession;
  acceptPlayerSession: PlayerSession;
  removePlayerSession: PlayerSession;
  updatePlayerSessionCreationPolicy: GameServerSession;
  terminateGameServerSession: GameServerSession;
  processEnding: undefined;
  reportCustomData: undefined;
  sessionStartAnswered: undefined;
  healthChecked: undefined;
  processGone: undefined;
  resume: undefined;
  tick: undefined;
}

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export type ReplyTo<C extends Command> = Reply<Replies[C["type"]]>;
