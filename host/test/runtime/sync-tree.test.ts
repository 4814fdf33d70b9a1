import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { syncTree } from "../../src/runtime/local/sync-tree.js";
import { useTempDir } from "../support/use-temp-dir.js";

test.skipIf(process.platform === "win32")("goes through what an install script may leave behind", async () => {
  const folder = useTempDir();
  for (let i = 0; i < 40; i++) {
    mkdirSync(join(folder, `d${String(i)}`, "deep"), { recursive: true });
    writeFileSync(join(folder, `d${String(i)}`, "deep", "file"), "x", { mode: 0o000 });
  }
  symlinkSync("nowhere", join(folder, "link"));
  symlinkSync("..", join(folder, "loop"));
  execFileSync("mkfifo", [join(folder, "pipe")]);
  await syncTree(folder, new AbortController().signal);
});

test("fails by name where the folder is not there, and stops when it is told to", async () => {
  const folder = useTempDir();
  await expect(syncTree(join(folder, "gone"), new AbortController().signal)).rejects.toThrow(/ENOENT.*gone/);
  await expect(syncTree(folder, AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
});
