import type {
  AgentCommand,
  CloudApiCommand,
  GameServerSession,
  GameServerSessionId,
  PlayerSession,
  PlayerSessionId,
  Reply,
} from "../model/index.js";
import { ownSession, refusedNotActive, refusedUnknownSession } from "./own-session.js";
import { RESERVATION_MS } from "./settings.js";
import { done, refused, type Turn } from "./turn.js";

type Join = Extract<CloudApiCommand, { type: "joinGameServerSession" }>;
type Accept = Extract<AgentCommand, { type: "acceptPlayerSession" }>;
type Remove = Extract<AgentCommand, { type: "removePlayerSession" }>;

/** Holds a slot for each player, for all of them or for none; a player who holds one already keeps it (gse-semantics m-28). */
export function join(turn: Turn, command: Join): Reply<readonly PlayerSession[]> {
  const { world } = turn;
  const session = world.findSession(command.sessionId);
  if (session === undefined) return refusedUnknownSession("join", command.sessionId);
  if (session.status !== "ACTIVE") return refusedNotActive("join", session);
  const nameless = command.players.findIndex((player) => player.playerId === "");
  if (nameless >= 0)
    return refused(
      "invalid-value",
      `cannot join: player ${String(nameless)} has an empty id; give 1 to 1024 characters`,
      "PlayerId",
    );

  const newcomers = new Set<string>();
  for (const { playerId } of command.players)
    if (world.playerInSession(session.id, playerId) === undefined) newcomers.add(playerId);
  if (newcomers.size > 0 && session.playerSessionCreationPolicy === "DENY_ALL")
    return refused(
      "session-closed",
      `cannot join game server session "${session.id}": it takes no new players (PlayerSessionCreationPolicy is "DENY_ALL")`,
    );
  const free = session.maxPlayers - world.slotsHeld(session.id);
  if (newcomers.size > free)
    return refused(
      "session-full",
      `cannot join game server session "${session.id}": ${String(newcomers.size)} new of ${String(command.players.length)} players, ` +
        `but ${String(free)} of ${String(session.maxPlayers)} slots are free; wait for a player to leave or create another session`,
    );

  const joined = command.players.map(
    ({ playerId, playerData }) =>
      world.playerInSession(session.id, playerId) ?? reserve(turn, session, playerId, playerData),
  );
  if (newcomers.size > 0) world.sessions.put({ ...session, currentPlayers: world.slotsHeld(session.id) });
  return done(joined);
}

function reserve(turn: Turn, session: GameServerSession, playerId: string, playerData: string): PlayerSession {
  const player: PlayerSession = {
    id: `psess-${turn.uuid()}` as PlayerSessionId,
    seq: turn.world.nextSeq("players"),
    gameServerSessionId: session.id,
    fleetId: session.fleetId,
    playerId,
    playerData,
    status: "RESERVED",
    createdAtMs: turn.nowMs,
    lapsesAtMs: turn.nowMs + RESERVATION_MS,
    endedAtMs: null,
    ipAddress: session.ipAddress,
    dnsName: session.dnsName,
    port: session.port,
    acceptedBy: "",
  };
  turn.world.players.put(player);
  turn.events.push({ type: "playerReserved", player });
  return player;
}

/** The player connected: RESERVED becomes ACTIVE, once (gse-semantics b.3). */
export function accept(turn: Turn, command: Accept): Reply<PlayerSession> {
  const session = ownSession(turn, command, command.sessionId, "accept a player");
  if (!session.ok) return session;
  if (session.value.status !== "ACTIVE") return refusedNotActive("accept a player in", session.value);
  const player = turn.world.findPlayer(command.playerSessionId);
  if (player === undefined || player.gameServerSessionId !== session.value.id)
    return refusedUnknownPlayer("accept", command.playerSessionId, session.value.id);
  if (player.status === "TIMEDOUT")
    return refused(
      "player-session-expired",
      `cannot accept player session "${player.id}": it was reserved for ${String(RESERVATION_MS / 1000)} s and has TIMEDOUT; the player must join again`,
    );
  if (player.status === "ACTIVE" && player.acceptedBy === command.requestId) return done(player);
  if (player.status !== "RESERVED")
    return refused(
      "player-session-used",
      `cannot accept player session "${player.id}": it is ${player.status} and serves for one connection only; the player must join again`,
    );

  const accepted: PlayerSession = { ...player, status: "ACTIVE", acceptedBy: command.requestId };
  turn.world.players.put(accepted);
  turn.events.push({ type: "playerAccepted", player: accepted });
  return done(accepted);
}

/** The player left: the slot is free. Removing one who is gone already changes nothing. */
export function remove(turn: Turn, command: Remove): Reply<PlayerSession> {
  const session = ownSession(turn, command, command.sessionId, "remove a player");
  if (!session.ok) return session;
  const player = turn.world.findPlayer(command.playerSessionId);
  if (player === undefined || player.gameServerSessionId !== command.sessionId)
    return refusedUnknownPlayer("remove", command.playerSessionId, command.sessionId);
  if (player.status === "COMPLETED" || player.status === "TIMEDOUT") return done(player);
  return done(freeSlot(turn, player, "COMPLETED", turn.nowMs));
}

/** Reservations that nobody took in time (gse-semantics b.4). */
export function lapseReservations(turn: Turn): void {
  for (;;) {
    const id = turn.world.reservationDeadlines.due(turn.nowMs);
    if (id === undefined) return;
    const player = turn.world.players.get(id);
    if (player === undefined) throw new Error(`a reservation is due that does not exist: "${id}"`);
    freeSlot(turn, player, "TIMEDOUT", player.lapsesAtMs);
  }
}

function freeSlot(
  turn: Turn,
  player: PlayerSession,
  status: "COMPLETED" | "TIMEDOUT",
  endedAtMs: number,
): PlayerSession {
  const { world } = turn;
  const ended: PlayerSession = { ...player, status, endedAtMs };
  world.players.put(ended);
  turn.events.push({ type: "playerEnded", player: ended });
  const session = world.sessions.get(player.gameServerSessionId);
  if (session !== undefined) world.sessions.put({ ...session, currentPlayers: world.slotsHeld(session.id) });
  return ended;
}

const refusedUnknownPlayer = (doing: string, id: PlayerSessionId, sessionId: GameServerSessionId) =>
  refused(
    "player-session-not-found",
    `cannot ${doing} player session "${id}": game server session "${sessionId}" has none of that id; the player must join it first`,
  );
