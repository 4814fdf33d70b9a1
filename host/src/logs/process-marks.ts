import type { GameServerSessionId } from "../model/index.js";
import type { LogStore } from "./log-store.js";

/** Written down beside a process's logs at ProcessReady and whenever a session begins; so it outlives the host. */
export interface Mark {
  /** As the process named them. */
  readonly logPaths: readonly string[];
  /** The session that begins; null: the process is ready. */
  readonly session: GameServerSessionId | null;
  /** Bytes that the process had written by then. */
  readonly from: number;
}

export const addMark = (store: LogStore, name: string, mark: Mark): Promise<void> =>
  store.append(name, `${JSON.stringify(mark)}\n`);

export interface SessionMarks {
  readonly logPaths: readonly string[];
  readonly from: number;
  /** Where the next session began; undefined while there is none. */
  readonly to: number | undefined;
}

/** Enough to find the session that has just ended, even where others followed soon. */
const FEW = 16;

/** Where in its process's output a session began and the next one. One that a crash kept from being marked begins with the last that was. */
export async function marksOfSession(
  store: LogStore,
  name: string,
  session: GameServerSessionId,
): Promise<SessionMarks | undefined> {
  for (const lines of [FEW, Infinity]) {
    const marks = await readMarks(store, name, lines);
    const at = marks.findIndex((mark) => mark.session === session);
    const mark = marks[at];
    if (mark !== undefined) return { ...mark, to: marks.slice(at + 1).find((next) => next.session !== null)?.from };
    const last = marks.at(-1);
    if (lines === Infinity) return last === undefined ? undefined : { ...last, to: undefined };
  }
  return undefined;
}

/** What the process named last. */
export const lastLogPaths = async (store: LogStore, name: string): Promise<readonly string[]> =>
  (await readMarks(store, name, 1)).at(-1)?.logPaths ?? [];

const readMarks = async (store: LogStore, name: string, lines: number): Promise<readonly Mark[]> =>
  (await store.tail(name, lines)).map(parse).filter((mark) => mark !== undefined);

/** A line that a crash or a full disk cut off does not count. */
function parse(line: string): Mark | undefined {
  try {
    return JSON.parse(line) as Mark;
  } catch {
    return undefined;
  }
}
