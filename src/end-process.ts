import type { CallOptions } from "./call-options.js";
import type { Log } from "./log.js";
import { GseError, isUnreachable, messageOf, type GameServerSession } from "./model/index.js";

/** What the ending needs of the server that ends. */
export interface EndingParts {
  /** GSE knows the process. */
  readonly isAnnounced: boolean;
  readonly log: Log;
  readonly openSession: () => GameServerSession | undefined;
  readonly players: () => ReadonlySet<string>;
  readonly sayFarewell: () => Promise<void>;
  readonly denyNewPlayers: (session: GameServerSession, limits: CallOptions) => Promise<void>;
  readonly removePlayer: (playerSessionId: string, limits: CallOptions) => Promise<void>;
  readonly terminateSession: () => Promise<void>;
  readonly tellProcessEnding: (limits: CallOptions) => Promise<void>;
  /** How long the next call may take. */
  readonly limits: () => CallOptions;
}

const REMOVALS_AT_A_TIME = 8;

/**
 * The ending, step by step; a step that fails is logged and stops none of the next. Once the agent does not answer, only
 * ProcessEnding is still tried, so that an ending takes two calls' time at most. Gives back why that failed, if it did.
 */
export async function endProcess(parts: EndingParts): Promise<GseError | undefined> {
  if (!parts.isAnnounced) return undefined;
  let isAgentGone = false;
  const attempt = async (doing: string, call: () => Promise<void>): Promise<void> => {
    if (isAgentGone) return;
    try {
      await call();
    } catch (err) {
      isAgentGone ||= isUnreachable(err);
      parts.log.warn({ err }, `while ending, could not ${doing}: ${messageOf(err)}`);
    }
  };

  const session = parts.openSession();
  if (session !== undefined) await attempt("deny new players", () => parts.denyNewPlayers(session, parts.limits()));
  try {
    await parts.sayFarewell();
  } catch (err) {
    parts.log.error({ err }, `onProcessTerminate failed: ${messageOf(err)}`);
  }
  if (parts.openSession() !== undefined) {
    const left = parts.players().values();
    const remove = async (): Promise<void> => {
      for (const id of left)
        await attempt(`remove player session "${id}"`, () => parts.removePlayer(id, parts.limits()));
    };
    await Promise.all(Array.from({ length: REMOVALS_AT_A_TIME }, remove));
  }
  if (parts.openSession() !== undefined) await attempt("terminate the session", parts.terminateSession);

  try {
    await parts.tellProcessEnding(parts.limits());
  } catch (err) {
    parts.log.warn({ err }, `GSE was not told that the process ends: ${messageOf(err)}`);
    return new GseError("PROCESS_ENDING_FAILED", `GSE was not told that the process ends: ${messageOf(err)}`, {
      cause: err,
    });
  }
  return undefined;
}
