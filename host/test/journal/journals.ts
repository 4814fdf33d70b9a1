import { SqliteJournal } from "../../src/journal/index.js";
import type { Journal } from "../../src/ports/index.js";
import { MemoryDisk, MemoryJournal } from "../../src/testing/memory-journal.js";
import { useTempDir } from "../support/use-temp-dir.js";

/** Every journal there is: for each, fresh data and the way to open it. */
export const journals: Readonly<Record<string, () => () => Journal>> = {
  SqliteJournal: () => {
    const dataDir = useTempDir();
    return () => new SqliteJournal(dataDir);
  },
  "the tests' journal in memory": () => {
    const disk = new MemoryDisk();
    return () => new MemoryJournal(disk);
  },
};

/** Closes one journal and opens the next on the same data. */
export function reopenable(open: () => Journal) {
  let journal = open();
  return {
    get now() {
      return journal;
    },
    reopen: () => {
      journal.close();
      journal = open();
      return journal;
    },
  };
}
