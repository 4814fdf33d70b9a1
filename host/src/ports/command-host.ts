import type {
  Command,
  Fleet,
  FleetId,
  GameServerProcess,
  GameServerSession,
  HostEvent,
  Instance,
  InstanceId,
  Launch,
  Placement,
  Queue,
  ReplyTo,
} from "../model/index.js";
import type { Changes, Reads } from "./journal.js";

/** The running host, as the agent, the cloud API and the live summary see it. */
export interface CommandHost {
  /**
   * Hands a command to the engine and answers once its change is on disk.
   * A refusal is a reply. It rejects with `JournalError` when the disk refused the change, and with an Error when the host
   * is closing or failed itself; then the change never happened.
   */
  execute<C extends Command>(command: C): Promise<ReplyTo<C>>;
  readonly reads: Reads;
  /** What is live at this moment. */
  counts(): LiveCounts;
  /** The live rows themselves, for who counts or lists them now and then; to be used up at once. */
  live(): LiveTables;
  /** What runs on an instance at this moment. */
  instanceLoad(id: InstanceId): InstanceLoad;
  /** What runs on a fleet at this moment. */
  fleetLoad(id: FleetId): FleetLoad;
  /** Calls `listener` for everything that happens, after it is on disk; gives back the undo. */
  onEvent(listener: (event: HostEvent) => void): () => void;
}

export interface LiveCounts {
  /** Game server processes that said ProcessReady and have not ended. */
  readonly processes: number;
  /** Those of them that could take a session now. */
  readonly idleProcesses: number;
  /** Game server sessions that have not ended. */
  readonly sessions: number;
  /** Player slots that are reserved or taken. */
  readonly players: number;
}

export interface LiveTables {
  readonly processes: Iterable<GameServerProcess>;
  readonly launches: Iterable<Launch>;
  readonly sessions: Iterable<GameServerSession>;
  readonly instances: Iterable<Instance>;
  readonly fleets: Iterable<Fleet>;
  readonly queues: Iterable<Queue>;
  /** Those that are PENDING. */
  readonly placements: Iterable<Placement>;
}

export interface InstanceLoad {
  /** Launched and not gone, ready or not. */
  readonly launched: number;
  /** Said ProcessReady and have not ended. */
  readonly processes: number;
  /** Those of them whose health checks succeed. */
  readonly healthyProcesses: number;
  /** Those of them that could take a session now. */
  readonly idleProcesses: number;
  /** Sessions that have not ended; those of them that wait for ActivateGameServerSession. */
  readonly sessions: number;
  readonly activatingSessions: number;
  /** Player slots that are reserved or taken, and those that there are. */
  readonly players: number;
  readonly playerSlots: number;
}

export interface FleetLoad extends InstanceLoad {
  readonly instances: {
    readonly pending: number;
    readonly active: number;
    /** ACTIVE, without a session. */
    readonly idle: number;
    readonly terminating: number;
  };
}

/** How the disk fares. */
export interface CommitWatch {
  /** One commit brought these rows, so many, to disk in so many milliseconds. Must not throw. */
  committed(rows: number, ms: number, changes: Changes): void;
  /** The disk refused; nothing of the turn happened. */
  refused(): void;
}
