import { expect, test } from "vitest";
import { DiskWatch } from "../src/disk-watch.js";
import { JournalError } from "../src/journal/index.js";
import { useManualClock } from "./support/use-manual-clock.js";

function useDisk() {
  const clock = useManualClock();
  const disk = { isFull: false, attempts: 0 };
  const watch = new DiskWatch(clock, {
    checkWritable: () => {
      disk.attempts++;
      if (disk.isFull) throw new JournalError("the disk is full");
    },
  });
  return { clock, disk, watch };
}

test("a fresh commit shows that the disk takes changes; later it is tried", async () => {
  const { clock, disk, watch } = useDisk();
  watch.committed();
  await clock.advance(4_999);
  expect(watch.trouble()).toBeUndefined();
  expect(disk.attempts).toBe(0);
  await clock.advance(1);
  expect(watch.trouble()).toBeUndefined();
  expect(disk.attempts).toBe(1);
  expect(watch.trouble()).toBeUndefined();
  expect(disk.attempts).toBe(1);
});

test("a commit that was refused counts at once, and the disk is tried until it takes changes again", async () => {
  const { clock, disk, watch } = useDisk();
  watch.committed();
  disk.isFull = true;
  watch.refused();
  expect(watch.trouble()).toBe("the disk is full");
  disk.isFull = false;
  expect(watch.trouble()).toBe("the disk is full");
  expect(disk.attempts).toBe(1);
  await clock.advance(1_000);
  expect(watch.trouble()).toBeUndefined();
});

test("a commit ends the trouble without an attempt", () => {
  const { disk, watch } = useDisk();
  disk.isFull = true;
  expect(watch.trouble()).toBe("the disk is full");
  watch.committed();
  expect(watch.trouble()).toBeUndefined();
  expect(disk.attempts).toBe(1);
});
