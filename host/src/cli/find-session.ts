import type { CloudApiClient, GameServerSession } from "../client/index.js";
import { usageError } from "./exit.js";
import { fleetOrOnly } from "./find-fleet.js";
import { lastPart, sessionsMeant, type SessionName } from "./session-name.js";

/** Pages of 100; who has more sessions than this gives whole ids. */
const MOST_PAGES = 10;

/**
 * The whole id of the session that was meant: by its id, its last part, its name, the beginning of its last part, or the word
 * "latest". What is not found goes to the service as it is, which says so in its own words.
 */
export async function findSession(client: CloudApiClient, meant: string, fleet: string | undefined): Promise<string> {
  if (meant.includes("::")) return meant;
  const ids: string[] = [];
  const names: SessionName[] = [];
  for await (const session of sessionsOf(client, { FleetId: await fleetOrOnly(client, fleet), Limit: 100 })) {
    const { GameServerSessionId: id, Name: name, TerminationTime } = session;
    ids.push(id);
    names.push({ id, name, isOpen: TerminationTime === null });
  }
  const found = sessionsMeant(meant, names);
  if (found.length > 1)
    throw usageError(
      `"${meant}" may be any of ${String(found.length)} sessions: ${found.slice(0, 5).map(lastPart).join(", ")}; write more of it`,
    );
  const [only] = found;
  return only ?? (meant === "latest" ? (ids[0] ?? meant) : meant);
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
