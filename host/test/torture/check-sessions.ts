import type { GameServerSessionDetail } from "../../src/gen/cloud-api.js";
import { settleDoubts } from "./doubts.js";
import type { SessionRecord } from "./ledger.js";
import { planText } from "./plan.js";
import type { Scene } from "./scene.js";

/** The way of a session: never back. */
const order: Readonly<Record<string, number>> = { ACTIVATING: 0, ACTIVE: 1, TERMINATING: 2, TERMINATED: 3, ERROR: 3 };
/** More than are created between two kills. */
const PAGE = 100;

/** After a restart: every session that was acknowledged is there as it may be, and none is there twice. */
export async function checkSessions(scene: Scene): Promise<void> {
  const { ledger } = scene;
  const fleetIds = new Set(
    ledger.sessions.filter(({ making, isOver }) => making !== "notMade" && !isOver).map(({ fleetId }) => fleetId),
  );
  // Before anything is asked for: what players hear meanwhile is newer than the answers.
  const heard = new Map(ledger.openSessions.map((record) => [record, evidenceOf(record)]));
  const lists = await Promise.all([...fleetIds].map((id) => newestOf(scene, id)));
  // What two lists say of a process may be of two instants.
  for (const list of lists) checkPorts(scene, list);
  const newest = lists.flat();
  checkDoubles(scene, newest);
  await settleDoubts(scene, newest);

  for (const record of ledger.openSessions) {
    const seen = newest.find(({ GameServerSession: { GameServerSessionId: id } }) => id === record.id);
    const detail = seen ?? (await detailOf(scene, record));
    if (detail === undefined) scene.violation(`${record.name} was acknowledged and is gone: ${record.id}`);
    else checkSession(scene, record, detail, heard.get(record) ?? nothingHeard);
  }
}

async function newestOf({ api }: Scene, fleetId: string): Promise<readonly GameServerSessionDetail[]> {
  const answer = await api.call("DescribeGameServerSessionDetails", { FleetId: fleetId, Limit: PAGE });
  return answer.kind === "done" ? answer.value.GameServerSessionDetails : [];
}

async function detailOf({ api }: Scene, { id }: SessionRecord): Promise<GameServerSessionDetail | undefined> {
  const answer = await api.call("DescribeGameServerSessionDetails", { GameServerSessionId: id });
  return answer.kind === "done" ? answer.value.GameServerSessionDetails[0] : undefined;
}

function checkDoubles({ violation, ledger }: Scene, found: readonly GameServerSessionDetail[]): void {
  const sessions = found.map(({ GameServerSession }) => GameServerSession);
  for (const what of ["GameServerSessionId", "Name"] as const)
    for (const value of twice(sessions.map((session) => session[what])))
      // A placement may try several, one after the other, all of its name.
      if (!ledger.placements.has(value)) violation(`two sessions have the ${what} "${value}"`);
}

/** One process has one port, and one session at a time. */
function checkPorts({ violation }: Scene, found: readonly GameServerSessionDetail[]): void {
  const open = found.filter(({ GameServerSession: { Status } }) => Status !== "TERMINATED" && Status !== "ERROR");
  for (const port of twice(open.map(({ GameServerSession: { Port } }) => Port)))
    violation(`two sessions are open on port ${String(port)}`);
}

const twice = <T>(values: readonly T[]): ReadonlySet<T> =>
  new Set(values.filter((value, index) => values.indexOf(value) !== index));

/** What players had heard. */
interface Evidence {
  readonly playersIn: number;
  readonly wasToldOver: boolean;
}

const nothingHeard: Evidence = { playersIn: 0, wasToldOver: false };

const evidenceOf = (record: SessionRecord): Evidence => ({
  playersIn: record.playersIn.length,
  wasToldOver: record.players.some(({ client }) => client.state === "over" && client.overReason === "terminated"),
});

/**
 * A game that ends one match and leaves may be given another one in between, and does not take it. Nor does the SDK when
 * its process is told to go before it is ACTIVE, whatever its protection; then it terminates it, without a word.
 */
const leavingGame = /^$|^it said ProcessEnding$|\[PROCESS_NOT_ACTIVE\]/;

function checkSession(
  { violation }: Scene,
  record: SessionRecord,
  { GameServerSession: session, ProtectionPolicy }: GameServerSessionDetail,
  { playersIn, wasToldOver }: Evidence,
): void {
  const { Status: status, MaximumPlayerSessionCount: players } = session;
  const wrong = (what: string): void => {
    violation(
      `${record.name} (${planText(record.plan)}) was ${record.status ?? "created"} and is ${status} "${session.StatusReason}": ${what}`,
    );
  };
  const rank = order[status] ?? -1;
  if (rank < (order[record.status ?? ""] ?? 0) || (rank < 1 && (record.hasBeenActive || record.wasPlaced)))
    wrong("it went back");
  const wasNotTaken = !record.hasBeenActive && leavingGame.test(session.StatusReason);
  if (rank > 1 && !record.mayEnd && !wasNotTaken) wrong("nobody ended it");
  if (status === "ERROR" && !record.mayFail && !wasNotTaken) wrong("nothing happened to its process");
  if (record.end === "acknowledged" && rank < 2) wrong("its end was acknowledged");
  if (wasToldOver && rank < 3) wrong("its game was told that it is over");
  if (playersIn > 0 && record.playersIn.length === playersIn && !record.mayEnd && status !== "ACTIVE")
    wrong(`${String(playersIn)} players are in it`);
  if (session.Name !== record.name) wrong(`its name is "${session.Name}"`);
  if (session.Port !== record.port) wrong(`its port is ${String(session.Port)}, and was ${String(record.port)}`);
  if (!record.maxPlayers.mayBe(players)) wrong(`it has ${String(players)} slots, not ${String(record.maxPlayers)}`);
  if (!record.protection.mayBe(ProtectionPolicy)) wrong(`it has ${ProtectionPolicy}, not ${String(record.protection)}`);
  record.status = status;
}
