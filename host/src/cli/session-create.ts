import type { CloudApiClient, GameServerSession } from "../client/index.js";
import { programName } from "./banner.js";
import { duration } from "./duration.js";
import { CliError, exitCodes, type ExitCode } from "./exit.js";
import { findAlias } from "./find-alias.js";
import { fleetOrOnly } from "./find-fleet.js";
import { LiveLine } from "./live-line.js";
import type { KeyValue } from "./parse-values.js";
import { pause } from "./pause.js";
import { sameHost, textOrFile, withHost, type RemoteFlags } from "./remote.js";
import { shortId } from "./session-name.js";
import { addressText, sessionFields } from "./session-text.js";
import { print, type Terminal } from "./terminal.js";

export interface SessionCreateFlags extends RemoteFlags {
  readonly fleet?: string;
  readonly alias?: string;
  readonly maxPlayers: number;
  readonly name?: string;
  readonly property?: readonly KeyValue[];
  readonly sessionData?: string;
  readonly creator?: string;
  readonly token?: string;
  /** `--no-wait` makes it false. */
  readonly wait: boolean;
  /** Seconds. */
  readonly timeout: number;
}

/** `gse session create`: makes a session and waits until players may come. */
export function sessionCreate(flags: SessionCreateFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const startedAtMs = terminal.clock.now();
    const place =
      flags.alias === undefined
        ? { FleetId: await fleetOrOnly(client, flags.fleet) }
        : { AliasId: (await findAlias(client, flags.alias)).AliasId };
    const request = { ...place, ...requestOf(flags, terminal) };
    const { GameServerSession: made } = await client.call("CreateGameServerSession", request);
    const session = flags.wait ? await waitUntilActive(client, made, flags, terminal) : made;
    if (flags.json === true) {
      print(terminal, JSON.stringify(session));
      return exitCodes.done;
    }
    const { colors } = terminal;
    const took = duration(terminal.clock.now() - startedAtMs);
    print(
      terminal,
      `${colors.green("✓")} ${shortId(session.GameServerSessionId)} ${stateText(session)} ${colors.dim(`(${took})`)}`,
    );
    print(terminal, "");
    print(terminal, sessionFields(session, colors));
    print(terminal, "");
    print(terminal, `${colors.dim("next:")} ${programName(terminal)} session ${nextText(session, flags)}`);
    return exitCodes.done;
  });
}

function stateText(session: GameServerSession): string {
  if (session.Status !== "ACTIVE") return `is ${session.Status}`;
  return session.MaximumPlayerSessionCount === 0
    ? `is ACTIVE at ${addressText(session)}, and nobody can join it: it has no player slot`
    : `is open to players at ${addressText(session)}`;
}

/** Servers that were started by hand have any fleet's name: where that is not the usual one, sessions are not found without it. */
function nextText(
  { GameServerSessionId, FleetId, MaximumPlayerSessionCount }: GameServerSession,
  flags: SessionCreateFlags,
) {
  const id = shortId(GameServerSessionId);
  const there = flags.fleet === undefined ? "" : ` --fleet ${FleetId}`;
  const what = MaximumPlayerSessionCount === 0 ? `update ${id} --max-players N` : `join ${id} PLAYER…`;
  return `${what}${there}${sameHost(flags)}`;
}

function requestOf(flags: SessionCreateFlags, terminal: Terminal) {
  const { maxPlayers, name, property, sessionData, creator, token } = flags;
  return {
    MaximumPlayerSessionCount: maxPlayers,
    ...(name !== undefined && { Name: name }),
    ...(property !== undefined && { GameProperties: property.map(({ key, value }) => ({ Key: key, Value: value })) }),
    ...(sessionData !== undefined && {
      GameServerSessionData: textOrFile(sessionData, terminal, "--session-data"),
    }),
    ...(creator !== undefined && { CreatorId: creator }),
    ...(token !== undefined && { IdempotencyToken: token }),
  };
}

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 1_000;

async function waitUntilActive(
  client: CloudApiClient,
  made: GameServerSession,
  { timeout }: SessionCreateFlags,
  terminal: Terminal,
): Promise<GameServerSession> {
  const { clock, colors } = terminal;
  const startedAtMs = clock.now();
  const { GameServerSessionId } = made;
  const line = new LiveLine(terminal);
  try {
    let session = made;
    line.follow(
      () => `${shortId(GameServerSessionId)} is ${session.Status} ${colors.dim(duration(clock.now() - startedAtMs))}`,
    );
    for (
      let pauseMs = FIRST_PAUSE_MS;
      session.Status === "ACTIVATING";
      pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)
    ) {
      if (clock.now() - startedAtMs >= timeout * 1_000)
        throw new CliError(
          exitCodes.refused,
          `${GameServerSessionId} is still ACTIVATING after ${String(timeout)} s: its game server has not called ActivateGameServerSession; ` +
            `look at its log, wait longer with --timeout SECONDS, or not at all with --no-wait`,
        );
      await pause(clock, pauseMs);
      const { GameServerSessions } = await client.call("DescribeGameServerSessions", { GameServerSessionId });
      session = GameServerSessions[0] ?? session;
      line.refresh();
    }
    if (session.Status === "ACTIVE") return session;
    const why = session.StatusReason === "" ? "" : `: ${session.StatusReason}`;
    throw new CliError(
      exitCodes.refused,
      `${GameServerSessionId} did not become ACTIVE, it is ${session.Status}${why}`,
    );
  } finally {
    line.close();
  }
}
