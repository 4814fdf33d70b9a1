import type { Command, GameServerSession, HostEvent, Placement, PlayerSession } from "../model/index.js";
import { callName, isCloudApi } from "./local-log.js";
import { printable } from "./printable.js";
import { shortId } from "./session-name.js";

/** The same step as in `local-log.ts`, for somebody who watches: a word for what it is about, and a sentence. */
export interface ReadableStep {
  readonly tone: "good" | "plain" | "bad";
  readonly about: string;
  readonly text: string;
}

/** Undefined for what is no news to a person: the call that a following event tells more of, a health check that went well. */
export function readableStep(event: HostEvent): ReadableStep | undefined {
  switch (event.type) {
    case "commandReceived":
      return receivedStep(event.command);
    case "commandRefused":
      // The cloud API tells its refusals itself, by the code that its caller gets.
      if (isCloudApi(event.command)) return undefined;
      return bad("refused", `${callName(event.command)}: ${printable(event.refusal.message)}`);
    case "processReady": {
      const { pid, clientPort, grpcPort, sessionId } = event.process;
      const ports = `players on port ${String(clientPort)}, callbacks on port ${String(grpcPort)}`;
      if (!event.again) return good("ready", `process ${String(pid)} waits for sessions (${ports})`);
      const doing = sessionId === null ? "waits for sessions" : `still hosts ${shortId(sessionId)}`;
      return plain("ready", `process ${String(pid)} said ProcessReady again and ${doing} (${ports})`);
    }
    case "healthChecked":
      return event.isHealthy
        ? undefined
        : bad("health", `process ${String(event.process.pid)} failed its health check`);
    case "processShielded":
      return bad("health", `process ${String(event.process.pid)} gets no new session: ${printable(event.reason)}`);
    case "processRecovered":
      return good("health", `process ${String(event.process.pid)} is well again`);
    case "processAskedToEnd":
      return plain("ending", `process ${String(event.process.pid)} was asked to end (OnProcessTerminate)`);
    case "processEnded":
      return plain("gone", `process ${String(event.process.pid)} has ended${because(event.process.statusReason)}`);
    case "sessionCreated": {
      const { id, fleetId, maxPlayers, name } = event.session;
      const called = name === "" ? "" : ` "${printable(name)}"`;
      const slots = `${String(maxPlayers)} player ${maxPlayers === 1 ? "slot" : "slots"}`;
      return plain(
        "session",
        `${shortId(id)}${called} on ${fleetId}: ${slots}, on process ${String(event.process.pid)}, ACTIVATING`,
      );
    }
    case "sessionActivated":
      return good("active", `${shortId(event.session.id)} is open to players at ${addressOf(event.session)}`);
    case "sessionUpdated":
      return undefined;
    case "sessionEnded": {
      const { id, status, statusReason } = event.session;
      const text = `${shortId(id)} is ${status}${because(statusReason)}`;
      return status === "ERROR" ? bad("ended", text) : plain("ended", text);
    }
    case "playerReserved":
      return plain(
        "join",
        `${player(event.player)} has a slot in ${shortId(event.player.gameServerSessionId)}: ${event.player.id}`,
      );
    case "playerAccepted":
      return good("player", `${player(event.player)} is in ${shortId(event.player.gameServerSessionId)}`);
    case "playerEnded":
      return playerEnded(event.player);
    case "fleetEvent": {
      const { fleetId, code, message } = event.event;
      const text = `${fleetId} ${printable(message)}`;
      return /FAILED|ERROR|NOT_FOUND|TIMEOUT|TIMED_OUT|CRASHED|INVALID|FORCE|UNHEALTHY/.test(code)
        ? bad("fleet", text)
        : plain("fleet", text);
    }
    case "placementStarted": {
      const { placementId, queueName } = event.placement;
      return plain("placement", `${printable(placementId)} is PENDING in queue ${printable(queueName)}`);
    }
    case "placementEnded":
      return placementEnded(event.placement);
    case "placementTried":
    case "queueChanged":
    case "fleetChanged":
    case "instanceChanged":
    case "instanceFailed":
    case "launchChanged":
      return undefined;
  }
}

function placementEnded({ placementId, status, statusReason, session }: Placement): ReadableStep {
  const where = session === null ? "" : ` in ${session.region}, by ${shortId(session.id)}`;
  const text = `${printable(placementId)} is ${status}${where}${because(statusReason)}`;
  return status === "FULFILLED" ? good("placement", text) : bad("placement", text);
}

function playerEnded(ended: PlayerSession): ReadableStep {
  const session = shortId(ended.gameServerSessionId);
  if (ended.status === "COMPLETED") return plain("left", `${player(ended)} left ${session}`);
  if (ended.endedAtMs !== null && ended.endedAtMs < ended.lapsesAtMs)
    return plain("left", `${player(ended)} had not come when ${session} ended: ${ended.status}`);
  return bad("lapsed", `${player(ended)} did not come in time: ${ended.status}, the slot is free again`);
}

function receivedStep(command: Command): ReadableStep | undefined {
  if (command.type === "sessionStartAnswered" && command.outcome.kind !== "ok")
    return bad(
      "session",
      `OnStartGameServerSession for ${shortId(command.sessionId)} failed: ${printable(command.outcome.reason)}`,
    );
  if (command.type === "updatePlayerSessionCreationPolicy")
    return plain("policy", `${shortId(command.sessionId)}: ${printable(command.policy)}`);
  if (command.type === "reportCustomData")
    return plain(
      "custom",
      `process ${String(command.pid)} reports ${String(command.current)} of ${String(command.max)}`,
    );
  return undefined;
}

const player = ({ playerId }: PlayerSession): string => printable(playerId);

const addressOf = ({ ipAddress, port }: GameServerSession): string => `${ipAddress}:${String(port)}`;

const because = (reason: string): string => (reason === "" ? "" : `: ${printable(reason)}`);

const good = (about: string, text: string): ReadableStep => ({ tone: "good", about, text });
const plain = (about: string, text: string): ReadableStep => ({ tone: "plain", about, text });
const bad = (about: string, text: string): ReadableStep => ({ tone: "bad", about, text });
