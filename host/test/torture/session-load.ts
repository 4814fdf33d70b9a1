import type { Chance } from "./chance.js";
import { SessionRecord, type Ledger } from "./ledger.js";
import type { Plan } from "./plan.js";
import { planText } from "./plan.js";
import { Player } from "./player.js";
import type { Scene } from "./scene.js";

export const MAX_PLAYERS = 4;
/** So many matches at a time go on until somebody ends them; with more there would be no process for others. */
const MOST_STEADY = 3;

export async function createSession(scene: Scene, chance: Chance): Promise<void> {
  const { api, ledger, figures } = scene;
  const temporary = ledger.liveFleets.filter(({ deletion, hasBeenActive }) => deletion === "no" && hasBeenActive);
  const fleetId = chance.happens(0.2) ? (chance.pick(temporary)?.id ?? ledger.mainFleetId) : ledger.mainFleetId;
  const isSteady = isSteadyWanted(ledger) && fleetId === ledger.mainFleetId && chance.happens(0.4);
  const number = String(ledger.nextNumber());
  const record = new SessionRecord(
    `session-${number}`,
    chance.happens(0.5) ? `token-${number}` : "",
    fleetId,
    aPlan(chance, isSteady),
    MAX_PLAYERS,
  );
  ledger.sessions.push(record);
  const answer = await api.call("CreateGameServerSession", creationOf(record));
  if (answer.kind === "done") {
    const { GameServerSessionId: id, Port: port } = answer.value.GameServerSession;
    ledger.found(record, { id, port });
    figures.count("sessions created");
  } else if (answer.kind === "refused") {
    record.making = "notMade";
    const isBeingDeleted = ledger.liveFleets.some(({ id, deletion }) => id === fleetId && deletion !== "no");
    if (answer.code !== NO_PROCESS_FREE && !isBeingDeleted)
      scene.violation(`creating ${record.name} was refused: ${answer.code}, ${answer.message}`);
  } else figures.count("sessions in doubt");
}

const NO_PROCESS_FREE = "ResourceInsufficient";

/** The same each time, so that it may be said again under its token. */
export const creationOf = ({ name, token, fleetId, plan }: SessionRecord) => ({
  FleetId: fleetId,
  Name: name,
  MaximumPlayerSessionCount: MAX_PLAYERS,
  GameServerSessionData: planText(plan),
  ...(token !== "" && { IdempotencyToken: token }),
});

/** Those count that are still to be placed. */
export const isSteadyWanted = ({ openSessions, openPlacements }: Ledger): boolean =>
  openSessions.filter(({ mayEnd }) => !mayEnd).length +
    openPlacements.filter(({ plan }) => plan.lastsMs === null).length <
  MOST_STEADY;

export function aPlan(chance: Chance, isSteady: boolean): Plan {
  return {
    activatesAfterMs: chance.happens(0.3) ? chance.between(20, 400) : 0,
    lastsMs: isSteady ? null : chance.between(30, 1_200),
    then: chance.weighted({ next: 75, leave: 17, crash: isSteady ? 0 : 8 }),
  };
}

export async function joinSession(scene: Scene, chance: Chance): Promise<void> {
  const { api, ledger, figures } = scene;
  const record = chance.pick(ledger.openSessions);
  if (record === undefined) return;
  const playerId = `player-${String(ledger.nextNumber())}`;
  const answer = await api.call("JoinGameServerSession", { GameServerSessionId: record.id, PlayerId: playerId });
  if (answer.kind === "done") {
    const { PlayerSessionId: playerSessionId, Port: port } = answer.value.PlayerSession;
    record.players.push({ playerId, playerSessionId, client: new Player(port, playerSessionId) });
    figures.count("players joined");
  } else if (answer.kind === "unanswered") {
    record.joinsInDoubt.push(playerId);
    figures.count("joins in doubt");
  }
  // It may be full, not ACTIVE yet, or over: that is no fault.
}

export function leaveSession({ ledger }: Scene, chance: Chance): void {
  const record = chance.pick(ledger.openSessions);
  chance.pick(record?.playersIn ?? [])?.client.leave();
}

export function finishSession({ ledger }: Scene, chance: Chance): void {
  const record = chance.pick(ledger.openSessions.filter(({ playersIn }) => playersIn.length > 0));
  if (record === undefined || isToGoOn(record, chance)) return;
  record.wasGivenUp = true;
  record.playersIn[0]?.client.finish();
}

/** Most of those that nothing ends live through many kills. */
const isToGoOn = ({ mayEnd }: SessionRecord, chance: Chance): boolean => !mayEnd && chance.happens(0.9);

export async function updateSession({ api, ledger }: Scene, chance: Chance): Promise<void> {
  // While it is ACTIVATING, its game may bring the number down again (gse-semantics m-30).
  const record = chance.pick(ledger.openSessions.filter((one) => !one.isBeingChanged && one.hasBeenActive));
  if (record === undefined) return;
  record.isBeingChanged = true;
  const players = chance.between(MAX_PLAYERS, 3 * MAX_PLAYERS);
  const answer = await api.call("UpdateGameServerSession", {
    GameServerSessionId: record.id,
    MaximumPlayerSessionCount: players,
  });
  if (answer.kind === "done") record.maxPlayers.acknowledged(players);
  else if (answer.kind === "unanswered") record.maxPlayers.inDoubt(players);
  record.isBeingChanged = false;
}

/** A protected session is not ended from outside: first its protection goes, then the session with its process. */
export async function endSession({ api, ledger, figures }: Scene, chance: Chance): Promise<void> {
  const record = chance.pick(ledger.openSessions.filter(({ end, isBeingChanged }) => end === "no" && !isBeingChanged));
  if (record === undefined || isToGoOn(record, chance)) return;
  record.isBeingChanged = true;
  record.wasGivenUp = true;
  const { id: GameServerSessionId } = record;
  const update = await api.call("UpdateGameServerSession", { GameServerSessionId, ProtectionPolicy: "NoProtection" });
  if (update.kind === "done") record.protection.acknowledged("NoProtection");
  else if (update.kind === "unanswered") record.protection.inDoubt("NoProtection");
  if (update.kind === "done") {
    const answer = await api.call("EndGameServerSessionAndProcess", { GameServerSessionId });
    if (answer.kind === "done") record.end = "acknowledged";
    else if (answer.kind === "unanswered") record.end = "inDoubt";
    if (answer.kind === "done") figures.count("sessions ended by the API");
  }
  record.isBeingChanged = false;
}
