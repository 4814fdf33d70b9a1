import {
  isOpen,
  playerSessionCreationPolicies,
  type AgentCommand,
  type CloudApiCommand,
  type GameServerSession,
  type ObservedCommand,
  type PlayerSessionCreationPolicy,
  type Reply,
} from "../model/index.js";
import { fleetMeant } from "./aliases.js";
import { beginEnding, followProtection } from "./end-process.js";
import { endSession } from "./end-session.js";
import { countFailedCallback } from "./health.js";
import { settingsOf } from "./fleets.js";
import { ownSession, refusedNotActive, refusedUnknownSession } from "./own-session.js";
import { choosePlace } from "./placing.js";
import { freshName, sessionId, startSession } from "./start-session.js";
import { startIsOver } from "./starts.js";
import { callingProcess, done, refused, type Turn } from "./turn.js";

type Create = Extract<CloudApiCommand, { type: "createGameServerSession" }>;
type Update = Extract<CloudApiCommand, { type: "updateGameServerSession" }>;
type Activate = Extract<AgentCommand, { type: "activateGameServerSession" }>;
type UpdatePolicy = Extract<AgentCommand, { type: "updatePlayerSessionCreationPolicy" }>;
type Terminate = Extract<AgentCommand, { type: "terminateGameServerSession" }>;
type ReportCustomData = Extract<AgentCommand, { type: "reportCustomData" }>;
type StartAnswered = Extract<ObservedCommand, { type: "sessionStartAnswered" }>;

/** Takes an idle process for a new session and has it started; the answer is ACTIVATING (gse-semantics c.5, d.7). */
export function create(turn: Turn, command: Create): Reply<GameServerSession> {
  const { world, settings, nowMs } = turn;
  const meant = fleetMeant(turn, command);
  if (!meant.ok) return meant;
  const fleetId = meant.value;
  // gse-semantics m-17
  const own = command.idempotencyToken === "" ? freshName(turn) : command.idempotencyToken;
  const id = sessionId(turn, command.region, fleetId, own);
  if (command.idempotencyToken !== "") {
    const before = world.findSession(id);
    if (before !== undefined) return done(before);
  }
  const fleet = settingsOf(turn, fleetId);
  if (command.maxPlayers > settings.playersPerSession) return refusedTooManyPlayers(turn, command.maxPlayers);

  const creations =
    command.creatorId === "" ? [] : world.creationsSince(fleetId, command.creatorId, nowMs - fleet.creatorPeriodMs);
  if (creations.length >= fleet.sessionsPerCreator && command.creatorId !== "")
    return refused(
      "creator-limit",
      `cannot create a game server session: creator "${command.creatorId}" made ${String(creations.length)} on fleet "${fleetId}" ` +
        `within ${String(fleet.creatorPeriodMs / 60_000)} minutes and ${String(fleet.sessionsPerCreator)} are allowed; wait, or leave CreatorId out`,
    );

  const place = choosePlace(turn, fleetId);
  if (!place.ok) return place;
  const { region, name, creatorId, maxPlayers, gameProperties, gameServerSessionData } = command;
  const wish = { id, fleetId, region, name, creatorId, maxPlayers, gameProperties, gameServerSessionData };
  const session = startSession(turn, { ...wish, matchmakerData: "" }, place.value);
  if (creatorId !== "") world.setCreations(fleetId, creatorId, [...creations, nowMs], nowMs + fleet.creatorPeriodMs);
  return done(session);
}

export function update(turn: Turn, command: Update): Reply<GameServerSession> {
  const { world } = turn;
  const session = world.findSession(command.sessionId);
  if (session === undefined) return refusedUnknownSession("update", command.sessionId);
  if (session.status !== "ACTIVE" && session.status !== "ACTIVATING")
    return refusedNotActive("update", session, "ACTIVE or ACTIVATING");
  const maxPlayers = command.maxPlayers ?? session.maxPlayers;
  if (command.maxPlayers !== undefined && maxPlayers > turn.settings.playersPerSession)
    return refusedTooManyPlayers(turn, maxPlayers);
  if (maxPlayers < session.currentPlayers)
    return refused(
      "invalid-value",
      `cannot update game server session "${session.id}": MaximumPlayerSessionCount ${String(maxPlayers)} is below its ${String(session.currentPlayers)} players now`,
      "MaximumPlayerSessionCount",
    );
  const updated = putUpdated(turn, {
    ...session,
    name: command.name ?? session.name,
    maxPlayers,
    playerSessionCreationPolicy: command.playerSessionCreationPolicy ?? session.playerSessionCreationPolicy,
    protectionPolicy: command.protectionPolicy ?? session.protectionPolicy,
  });
  if (updated.protectionPolicy !== session.protectionPolicy) followProtection(turn, updated);
  return done(updated);
}

/** The process is ready for players: ACTIVATING becomes ACTIVE. Said again, it changes nothing. */
export function activate(turn: Turn, command: Activate): Reply<GameServerSession> {
  const own = ownSession(turn, command, command.sessionId, "activate");
  if (!own.ok) return own;
  const session = own.value;
  if (session.status === "ACTIVE") return done(session);
  if (session.status !== "ACTIVATING") return refusedNotActive("activate", session, "ACTIVATING");
  if (command.maxPlayers < 0)
    return refused(
      "invalid-value",
      `cannot activate game server session "${session.id}": maxPlayers is ${String(command.maxPlayers)}; give 0 to keep the session's own, or more`,
      "maxPlayers",
    );
  // The smaller of both; 0 leaves the session's own (gse-semantics m-30).
  const maxPlayers = command.maxPlayers === 0 ? session.maxPlayers : Math.min(command.maxPlayers, session.maxPlayers);
  const active: GameServerSession = { ...session, status: "ACTIVE", maxPlayers };
  turn.world.sessions.put(active);
  turn.events.push({ type: "sessionActivated", session: active });
  startIsOver(turn, active.processId);
  return done(active);
}

export function updatePolicy(turn: Turn, command: UpdatePolicy): Reply<GameServerSession> {
  const own = ownSession(turn, command, command.sessionId, "change who may join");
  if (!own.ok) return own;
  const policy = playerSessionCreationPolicies.find(
    (known): known is PlayerSessionCreationPolicy => known === command.policy,
  );
  if (policy === undefined)
    return refused(
      "invalid-value",
      `cannot change who may join: newPlayerSessionCreationPolicy is "${command.policy}"; give "ACCEPT_ALL" or "DENY_ALL"`,
      "newPlayerSessionCreationPolicy",
    );
  if (!isOpen(own.value)) return refusedNotActive("change who may join", own.value, "open");
  return done(putUpdated(turn, { ...own.value, playerSessionCreationPolicy: policy }));
}

/** The match is over; the process may be given another one. Said again, it changes nothing. */
export function terminate(turn: Turn, command: Terminate): Reply<GameServerSession> {
  const own = ownSession(turn, command, command.sessionId, "terminate");
  if (!own.ok) return own;
  return done(isOpen(own.value) ? endSession(turn, own.value, "TERMINATED", own.value.statusReason) : own.value);
}

export function reportCustomData(turn: Turn, command: ReportCustomData): Reply<undefined> {
  const process = callingProcess(turn, command, "report custom data");
  if (!process.ok) return process;
  const { sessionId } = process.value;
  const session = sessionId === null ? undefined : turn.world.sessions.get(sessionId);
  if (session === undefined)
    return refused(
      "session-not-active",
      `cannot report custom data: the process with pid ${String(command.pid)} hosts no game server session now`,
    );
  putUpdated(turn, { ...session, currentCustomCount: command.current, maxCustomCount: command.max });
  return done(undefined);
}

/**
 * OnStartGameServerSession was answered. A yes changes nothing: the session waits for ActivateGameServerSession. After a
 * no the process is free again, unless it said that it ends: its ProcessEnding is still to come, and until then it would
 * refuse one session after the other. When no answer came, it gets nothing until it shows at a health check that it is well.
 */
export function startAnswered(turn: Turn, command: StartAnswered): Reply<undefined> {
  const { world } = turn;
  const session = world.sessions.get(command.sessionId);
  const { outcome } = command;
  if (session?.status !== "ACTIVATING" || session.processId !== command.processId) return done(undefined);
  if (outcome.kind === "ok") {
    startIsOver(turn, command.processId);
    return done(undefined);
  }
  if (outcome.kind === "refused") {
    endSession(turn, session, "ERROR", `OnStartGameServerSession was refused: ${outcome.reason}`);
    const process = outcome.isEnding === true ? world.processes.get(command.processId) : undefined;
    if (process !== undefined)
      beginEnding(turn, process, "it said that it is ending", turn.nowMs + turn.settings.processExitTimeoutMs);
    return done(undefined);
  }
  endSession(turn, session, "ERROR", `OnStartGameServerSession got no answer: ${outcome.reason}`);
  countFailedCallback(turn, command.processId, outcome.reason);
  return done(undefined);
}

function putUpdated(turn: Turn, session: GameServerSession): GameServerSession {
  turn.world.sessions.put(session);
  turn.events.push({ type: "sessionUpdated", session });
  return session;
}

const refusedTooManyPlayers = (turn: Turn, found: number) =>
  refused(
    "quota",
    `MaximumPlayerSessionCount is ${String(found)}; a session may have ${String(turn.settings.playersPerSession)} players at most`,
    "MaximumPlayerSessionCount",
  );
