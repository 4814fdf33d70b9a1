import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { JournalError } from "../../src/journal/index.js";
import { WalFlush } from "../../src/journal/wal-flush.js";
import { useTempDir } from "../support/use-temp-dir.js";

const aLog = () => {
  const folder = useTempDir();
  const file = join(folder, "log");
  writeFileSync(file, "");
  return { wal: new WalFlush(file, folder), file };
};

test("flushes once for all that was written before, and not at all when nothing was", async () => {
  const { wal, file } = aLog();
  expect(wal.flush()).toBeUndefined();
  appendFileSync(file, "a row");
  wal.wrote();
  wal.wrote();
  const flushed = wal.flush();
  expect(flushed).toBeInstanceOf(Promise);
  expect(wal.flush()).toBeUndefined();
  await flushed;
  wal.wrote();
  wal.flushNow();
  expect(wal.flush()).toBeUndefined();
  wal.close();
});

test("closes the file only when the flush under way is over, and flushes nothing after", async () => {
  const { wal } = aLog();
  wal.wrote();
  const flushed = wal.flush();
  wal.close();
  wal.close();
  await expect(flushed).resolves.toBeUndefined();
  wal.wrote();
  expect(wal.flush()).toBeUndefined();
});

// A file that cannot be synced: on Linux, the kernel says so of devices without a disk.
test.skipIf(!existsSync("/dev/full"))("says that nobody can tell when the disk fails", async () => {
  const wal = new WalFlush("/dev/full", useTempDir());
  wal.wrote();
  await expect(wal.flush()).rejects.toThrow(JournalError);
  wal.wrote();
  expect(() => {
    wal.flushNow();
  }).toThrow(/cannot tell what of the last changes is on the disk: .*EINVAL/);
  wal.close();
});
