import type { CloudApiClient, GameServerSession } from "../client/index.js";
import { CliError, exitCodes, usageError } from "./exit.js";
import { allFleets, DEV_FLEET, findFleet } from "./find-fleet.js";
import { printable } from "./printable.js";
import { lastPart, sessionsMeant, shortId, type SessionName } from "./session-name.js";

/** Pages of 100; who has more sessions than this gives whole ids. */
const MOST_PAGES = 10;

/** Where sessions are: a fleet, or the name that servers have which were started by hand. */
interface Place {
  readonly FleetId: string;
  readonly name: string;
  /** Its sessions count for "latest" before those of other places. */
  readonly isInUse: boolean;
}

interface Found extends Place {
  /** Newest first. */
  readonly sessions: readonly SessionName[];
}

/**
 * The whole id of the session that was meant: by its id, its last part, its name, the beginning of its last part, or the word
 * "latest"; of all fleets of the region that are not gone, unless one is named. What is not found goes to the service as it is, which says so in its
 * own words.
 */
export async function findSession(client: CloudApiClient, meant: string, fleet: string | undefined): Promise<string> {
  if (meant.includes("::")) return meant;
  const looked: Found[] = [];
  for (const place of await placesToLook(client, fleet)) {
    const sessions = await namesOn(client, place, meant);
    const whole = sessions.find(({ id }) => lastPart(id) === meant);
    if (whole !== undefined) return whole.id;
    looked.push({ ...place, sessions });
  }
  return onlyMeant(meant, looked) ?? (meant === "latest" ? latest(looked) : meant);
}

async function placesToLook(client: CloudApiClient, fleet: string | undefined): Promise<readonly Place[]> {
  if (fleet !== undefined) return [{ FleetId: await findFleet(client, fleet), name: fleet, isInUse: true }];
  const fleets = await allFleets(client);
  return [
    ...fleets.map(({ FleetId, Name, Status }) => ({ FleetId, name: Name, isInUse: Status === "ACTIVE" })),
    { FleetId: DEV_FLEET, name: "started by hand", isInUse: true },
  ];
}

/** No more of them than it takes: a host takes so many calls in a second. */
async function namesOn(client: CloudApiClient, { FleetId }: Place, meant: string): Promise<readonly SessionName[]> {
  const names: SessionName[] = [];
  const isLatest = meant === "latest";
  for await (const session of sessionsOf(client, { FleetId, Limit: isLatest ? 1 : 100 })) {
    const { GameServerSessionId: id, Name: name, TerminationTime } = session;
    names.push({ id, name, isOpen: TerminationTime === null });
    if (isLatest || lastPart(id) === meant) break;
  }
  return names;
}

function onlyMeant(meant: string, looked: readonly Found[]): string | undefined {
  const found = sessionsMeant(
    meant,
    looked.flatMap(({ sessions }) => sessions),
  );
  if (found.length < 2) return found[0];
  const isOn = ({ sessions }: Found): boolean => sessions.some(({ id }) => found.includes(id));
  const orWhere = looked.filter(isOn).length > 1 ? ", or say on which fleet with --fleet" : "";
  throw usageError(
    `"${meant}" may be any of ${String(found.length)} sessions: ${found.slice(0, 5).map(lastPart).join(", ")}; ` +
      `write more of it${orWhere}`,
  );
}

/** The newest of the only place that has any. @throws CliError where none or several have */
function latest(looked: readonly Found[]): string {
  const all = looked.filter(({ sessions }) => sessions.length > 0);
  const inUse = all.filter(({ isInUse }) => isInUse);
  const found = inUse.length > 0 ? inUse : all;
  const [newest] = found[0]?.sessions ?? [];
  if (newest === undefined)
    throw new CliError(exitCodes.refused, `there is no game server session yet; make one with "gse session create"`);
  if (found.length === 1) return newest.id;
  const each = found.map(
    ({ FleetId, name, sessions: [first] }) => `${shortId(first?.id ?? "")} on ${FleetId} (${printable(name)})`,
  );
  throw usageError(
    `${String(found.length)} fleets have sessions, so "latest" may be ${each.join(", ")}; say which fleet with --fleet`,
  );
}

interface SessionsQuery {
  readonly FleetId: string;
  readonly StatusFilter?: GameServerSession["Status"] | undefined;
  readonly Limit: number;
}

/** Newest first, page by page. */
export async function* sessionsOf(
  client: CloudApiClient,
  query: SessionsQuery,
): AsyncGenerator<GameServerSession, void, undefined> {
  let next = "";
  for (let page = 0; page < MOST_PAGES; page++) {
    const request = next === "" ? query : { ...query, NextToken: next };
    const { GameServerSessions, NextToken } = await client.call("DescribeGameServerSessions", request);
    yield* GameServerSessions;
    if (NextToken === "") return;
    next = NextToken;
  }
}
