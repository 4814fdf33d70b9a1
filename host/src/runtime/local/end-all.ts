import type { OsProcess } from "../../model/index.js";
import type { Clock } from "../../ports/index.js";
import { killGroup } from "./kill-group.js";

const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 200;
const PATIENCE_MS = 10_000;

/**
 * Ends by force all that `find` finds, until it finds nothing more: what is ended may have started something just before.
 * @throws Error when something lives on for 10 s, or may not be ended
 */
export async function endAll(find: () => readonly OsProcess[], clock: Clock): Promise<void> {
  const giveUpAtMs = clock.now() + PATIENCE_MS;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const found = find();
    if (found.length === 0) return;
    if (clock.now() > giveUpAtMs)
      throw new Error(
        `cannot end the processes ${pidsOf(found)}: they are still there ${PATIENCE_MS / 1000} s after SIGKILL`,
      );
    const refused: unknown[] = [];
    for (const process of found)
      try {
        killGroup(process);
      } catch (error) {
        refused.push(error);
      }
    if (refused.length > 0)
      throw new AggregateError(refused, `cannot end the processes ${pidsOf(found)}: ${refused.map(String).join("; ")}`);
    await new Promise<void>((resolve) => {
      clock.setTimeout(resolve, pauseMs);
    });
  }
}

const pidsOf = (processes: readonly OsProcess[]): string => processes.map(({ pid }) => pid).join(", ");
