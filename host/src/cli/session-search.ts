import type { CloudApiClient, GameServerSession } from "../client/index.js";
import { ExpressionError, parseFilter, parseSort } from "../search/index.js";
import { programName } from "./banner.js";
import { exitCodes, usageError, type CliError, type ExitCode } from "./exit.js";
import { fleetOrOnly, refuseNoFleet } from "./find-fleet.js";
import { pointedAt } from "./pointed-at.js";
import { reportFailures, sameHost, withClient, type RemoteFlags } from "./remote.js";
import { sessionsTable } from "./session-text.js";
import { print, type Terminal } from "./terminal.js";

export interface SessionSearchFlags extends RemoteFlags {
  readonly fleet?: string;
  readonly sort?: string;
  readonly limit: number;
}

export const searchHelp = `
EXPRESSION stands in quotes, as < and > mean something to a shell:
  expression := condition | NOT expression | (expression)
              | expression AND expression | expression OR expression
  condition  := field operator value
  NOT binds closest, then AND, then OR.

  field                            operators        value
  gameServerSessionName            = <>             a text
  gameServerSessionId              = <>             a text
  gameServerSessionProperties.KEY  = <>             a text; a session without the property is <> to any
  maximumSessions                  = <> > >= < <=   player slots
  playerSessionCount               = <> > >= < <=   players who hold a slot
  creationTimeMillis               = <> > >= < <=   milliseconds since 1970, UTC
  hasAvailablePlayerSessions       = <>             true or false

  A text stands in single quotes, \\' is a quote in it and \\\\ a backslash. Without blanks, quotes and ")"
  it needs none. Sorting is by one of gameServerSessionName, gameServerSessionId, maximumSessions,
  creationTimeMillis and playerSessionCount; those that are alike in it, and all without --sort, come
  newest first.

Examples:
  gse session search "playerSessionCount>=2 AND hasAvailablePlayerSessions=true"
  gse session search "hasAvailablePlayerSessions=true" --sort "playerSessionCount DESC" --limit 1
  gse session search "gameServerSessionProperties.mode='ranked' AND NOT gameServerSessionName='Ada\\'s room'"
  gse session search "(maximumSessions>=10 OR playerSessionCount=0) AND NOT creationTimeMillis<1575518668000"
`;

/** `gse session search`: the ACTIVE sessions of a fleet that fit. */
export function sessionSearch(expression: string, flags: SessionSearchFlags, terminal: Terminal): Promise<ExitCode> {
  return reportFailures(flags, terminal, async () => {
    check(expression, "the expression", parseFilter, flags);
    check(flags.sort ?? "", "--sort", parseSort, flags);
    return withClient(flags, terminal, async (client) => {
      const fleet = await fleetOrOnly(client, flags.fleet);
      const { sessions, hasMore } = await find(client, fleet, expression, flags);
      if (sessions.length === 0) await refuseNoFleet(client, fleet);
      if (flags.json === true) print(terminal, JSON.stringify(sessions));
      else show(sessions, hasMore, fleet, flags, terminal);
      return exitCodes.done;
    });
  });
}

/** Here already, so that the place can be shown; the host would say the same in words. @throws CliError */
function check(text: string, what: string, parse: (text: string) => unknown, { json }: RemoteFlags): void {
  try {
    parse(text);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw wrong(text, what, error, json === true);
  }
}

function wrong(text: string, what: string, { column, message }: ExpressionError, isShort: boolean): CliError {
  const words = `${what} is wrong at column ${String(column)}: ${message}`;
  if (isShort) return usageError(words);
  // What a shell leaves of playerSessionCount>=2 that stands without quotes.
  const hint = /^\w+$/.test(text) ? "\nIn a shell it stands in quotes, as < and > mean something there" : "";
  return usageError(`${words}${hint}\n${pointedAt(text, column).replace(/^/gm, "  ")}`);
}

const MOST_A_PAGE = 100;

async function find(
  client: CloudApiClient,
  fleet: string,
  expression: string,
  { sort = "", limit }: SessionSearchFlags,
): Promise<{ readonly sessions: readonly GameServerSession[]; readonly hasMore: boolean }> {
  const sessions: GameServerSession[] = [];
  const query = { FleetId: fleet, FilterExpression: expression, SortExpression: sort };
  let next = "";
  do {
    const page = await client.call("SearchGameServerSessions", {
      ...query,
      Limit: Math.min(limit - sessions.length, MOST_A_PAGE),
      ...(next !== "" && { NextToken: next }),
    });
    sessions.push(...page.GameServerSessions);
    next = page.NextToken;
  } while (next !== "" && sessions.length < limit);
  return { sessions, hasMore: next !== "" };
}

function show(
  sessions: readonly GameServerSession[],
  hasMore: boolean,
  fleet: string,
  flags: SessionSearchFlags,
  terminal: Terminal,
): void {
  const { limit } = flags;
  const { colors, clock } = terminal;
  if (sessions.length === 0) {
    const there = flags.fleet === undefined ? "" : ` --fleet ${fleet}`;
    const list = `${programName(terminal)} session list --status ACTIVE${there}${sameHost(flags)}`;
    print(terminal, `No game server session on ${fleet} that is ACTIVE fits; see those there are with: ${list}`);
    return;
  }
  print(terminal, sessionsTable(sessions, clock.now(), colors));
  if (hasMore) print(terminal, colors.dim(`There are more; see them with --limit ${String(limit * 5)}`));
}
