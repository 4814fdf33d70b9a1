import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { Torture } from "./torture.js";

/** On a machine that does much else; it takes a third of that by itself. */
const LONGEST_MS = 120_000;

describe("a host that is killed again and again under load", () => {
  test(
    "loses nothing acknowledged, doubles nothing, disturbs no game and leaves no process behind",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "gse-torture-"));
      const torture = await Torture.open({ kills: 8, seed: 4, openSessions: 50, folder });
      onTestFinished(() => {
        torture.endNow();
        if (torture.violations.length === 0) rmSync(folder, { recursive: true, force: true });
      });
      await torture.run();
      expect(torture.violations, `${folder} is kept`).toEqual([]);
      expect(torture.figures.of("kills")).toBe(8);
      expect(torture.figures.of("ACTIVE sessions that a kill did not disturb")).toBeGreaterThan(0);
      expect(torture.figures.of("placements FULFILLED through a kill")).toBeGreaterThan(0);
    },
    LONGEST_MS,
  );
});
