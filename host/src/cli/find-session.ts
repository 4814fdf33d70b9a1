import type { CloudApiClient, GameServerSession } from "../client/index.js";
import { usageError } from "./exit.js";
import { lastPart, sessionsMeant } from "./session-name.js";

/** Pages of 100; who has more sessions than this gives whole ids. */
const MOST_PAGES = 10;

/**
 * The whole id of the session that was meant: by its id, its last part, the beginning of that, or the word "latest". What is
 * not found goes to the service as it is, which says so in its own words.
 */
export async function findSession(client: CloudApiClient, meant: string, fleetId: string): Promise<string> {
  if (meant.includes("::")) return meant;
  const ids: string[] = [];
  for await (const { GameServerSessionId } of sessionsOf(client, { FleetId: fleetId, Limit: 100 }))
    ids.push(GameServerSessionId);
  const found = sessionsMeant(meant, ids);
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
