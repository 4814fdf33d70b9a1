import { onTestFinished } from "vitest";
import { SqliteJournal } from "../../src/journal/index.js";
import type { Clock, StatisticsStore } from "../../src/ports/index.js";
import { StatisticsKeeper } from "../../src/statistics/index.js";
import { useTempDir } from "../support/use-temp-dir.js";

/** Statistics of what the test records; no host is looked at. */
export function useKept(clock: Clock): { readonly statistics: StatisticsKeeper; readonly store: StatisticsStore } {
  const journal = new SqliteJournal(useTempDir());
  onTestFinished(() => {
    journal.close();
  });
  const unasked = (): never => {
    throw new Error("nobody looks at the host");
  };
  const { statistics: store } = journal;
  const statistics = new StatisticsKeeper({
    clock,
    store,
    reads: journal,
    host: unasked,
    usageOf: unasked,
    machine: unasked,
    processors: 1,
    onFault: unasked,
  });
  return { statistics, store };
}
