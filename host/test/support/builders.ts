import type {
  AgentCommand,
  CloudApiCommand,
  FleetId,
  GameServerProcess,
  GameServerSession,
  GameServerSessionId,
  PlayerSession,
  PlayerSessionId,
  ProcessId,
} from "../../src/model/index.js";
import type { Changes } from "../../src/ports/index.js";

export const atMs = Date.UTC(2026, 0, 1);
export const fleetId = "fleet-1" as FleetId;

/** What a turn that changed nothing commits. */
export const noChanges: Changes = {
  processes: [],
  sessions: [],
  players: [],
  aliases: [],
  assets: [],
  fleets: [],
  instances: [],
  launches: [],
  fleetEvents: [],
  queues: [],
  placements: [],
};

/** What a journal says of itself that holds nothing. */
export const noSeqs = {
  ...{ sessions: 0, players: 0, aliases: 0, assets: 0, fleets: 0, instances: 0, fleetEvents: 0 },
  ...{ queues: 0, placements: 0 },
};

export const aProcess = (given: Partial<GameServerProcess> = {}): GameServerProcess => ({
  id: "process-1" as ProcessId,
  fleetId: null,
  instanceId: null,
  pid: 101,
  startedAt: "boot 101",
  status: "ACTIVE",
  clientPort: 7101,
  grpcPort: 9101,
  logPaths: [],
  readyAtMs: atMs,
  sessionId: null,
  sessionsHosted: 0,
  isShielded: false,
  endsAtMs: null,
  statusReason: "",
  ...given,
});

export const aSession = (given: Partial<GameServerSession> = {}): GameServerSession => ({
  id: "qcs::gse:local::gameserversession/fleet-1/gssess-1" as GameServerSessionId,
  seq: 1,
  fleetId,
  region: "ap-shanghai",
  processId: "process-1" as ProcessId,
  instanceId: null,
  name: "a session",
  creatorId: "",
  status: "ACTIVE",
  statusReason: "",
  createdAtMs: atMs,
  endedAtMs: null,
  activateByMs: atMs + 600_000,
  maxPlayers: 10,
  playerSessionCreationPolicy: "ACCEPT_ALL",
  protectionPolicy: "NoProtection",
  gameProperties: [],
  gameServerSessionData: "",
  matchmakerData: "",
  ipAddress: "127.0.0.1",
  dnsName: "",
  port: 7101,
  instanceType: "localhost",
  weight: 5,
  currentPlayers: 0,
  currentCustomCount: 0,
  maxCustomCount: 0,
  availabilityStatus: "Enable",
  ...given,
});

export const aPlayer = (given: Partial<PlayerSession> = {}): PlayerSession => ({
  id: "psess-1" as PlayerSessionId,
  seq: 1,
  gameServerSessionId: aSession().id,
  fleetId,
  playerId: "ada",
  playerData: "",
  status: "RESERVED",
  createdAtMs: atMs,
  lapsesAtMs: atMs + 60_000,
  endedAtMs: null,
  ipAddress: "127.0.0.1",
  dnsName: "",
  port: 7101,
  acceptedBy: "",
  ...given,
});

type Ready = Extract<AgentCommand, { type: "processReady" }>;
type CreateOnFleet = Extract<CloudApiCommand, { type: "createGameServerSession"; fleetId: FleetId }>;

/** ProcessReady of a process whose ports follow from its pid. */
export const ready = (pid: number, given: Partial<Ready> = {}): Ready => ({
  type: "processReady",
  pid,
  startedAt: `boot ${String(pid)}`,
  groupLeader: pid,
  clientPort: 7000 + pid,
  grpcPort: 9000 + pid,
  logPaths: [],
  ...given,
});

export const create = (given: Partial<Omit<CreateOnFleet, "aliasId">> = {}): CreateOnFleet => ({
  type: "createGameServerSession",
  fleetId,
  region: "ap-shanghai",
  name: "a session",
  creatorId: "",
  maxPlayers: 10,
  gameProperties: [],
  gameServerSessionData: "",
  idempotencyToken: "",
  ...given,
});

export const join = (sessionId: GameServerSessionId, ...playerIds: readonly string[]) =>
  ({
    type: "joinGameServerSession",
    sessionId,
    players: playerIds.map((playerId) => ({ playerId, playerData: `data of ${playerId}` })),
  }) as const;
