import type { FleetId, GameProperty, GameServerSession, GameServerSessionId } from "../model/index.js";
import { settingsOf } from "./fleets.js";
import { pairOf } from "./new-ids.js";
import type { Place } from "./placing.js";
import { tellOfSession } from "./starts.js";
import type { Turn } from "./turn.js";

/** What whoever asks for a session decides of it. */
export interface SessionWish {
  readonly id: GameServerSessionId;
  readonly fleetId: FleetId;
  readonly region: string;
  readonly name: string;
  readonly creatorId: string;
  readonly maxPlayers: number;
  readonly gameProperties: readonly GameProperty[];
  readonly gameServerSessionData: string;
  readonly matchmakerData: string;
}

/** Takes the process for a new session and tells it so; the session is ACTIVATING (gse-semantics c.5). */
export function startSession(turn: Turn, wish: SessionWish, { process, instance }: Place): GameServerSession {
  const { world, settings, nowMs } = turn;
  const fleet = settingsOf(turn, wish.fleetId);
  const session: GameServerSession = {
    id: wish.id,
    seq: world.nextSeq("sessions"),
    fleetId: wish.fleetId,
    region: wish.region,
    processId: process.id,
    instanceId: process.instanceId,
    name: wish.name,
    creatorId: wish.creatorId,
    status: "ACTIVATING",
    statusReason: "",
    createdAtMs: nowMs,
    endedAtMs: null,
    activateByMs: nowMs + fleet.activationTimeoutMs,
    maxPlayers: wish.maxPlayers,
    playerSessionCreationPolicy: "ACCEPT_ALL",
    protectionPolicy: fleet.protectionPolicy,
    gameProperties: wish.gameProperties,
    gameServerSessionData: wish.gameServerSessionData,
    matchmakerData: wish.matchmakerData,
    ipAddress: instance?.ipAddress ?? settings.publicAddress,
    dnsName: "",
    port: process.clientPort,
    instanceType: fleet.instanceType,
    weight: instance?.weight ?? fleet.weight,
    currentPlayers: 0,
    currentCustomCount: 0,
    maxCustomCount: 0,
    availabilityStatus: "Enable",
  };
  const busy = { ...process, sessionId: session.id, sessionsHosted: process.sessionsHosted + 1 };
  world.sessions.put(session);
  world.processes.put(busy);
  tellOfSession(turn, busy, session);
  turn.events.push({ type: "sessionCreated", session, process: busy });
  return session;
}

/** gse-semantics a: the forms of a session's id; `own`: its last part. */
export function sessionId(turn: Turn, region: string, fleetId: FleetId, own: string): GameServerSessionId {
  const { uin } = turn.settings;
  const owner = uin === null ? "local:" : `${region}:uin/${uin}`;
  return `qcs::gse:${owner}:gameserversession/${fleetId}/${own}` as GameServerSessionId;
}

/** The last part of an id that nobody chose. */
export const freshName = (turn: Turn): string => `gssess-${turn.settings.uin === null ? turn.uuid() : pairOf(turn)}`;
