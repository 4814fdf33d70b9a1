import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { useTempDir } from "../support/use-temp-dir.js";
import { gse } from "./use-gse.js";

/** What bash offers after these words, as the script of `gse completion bash` has it. */
async function useBash(): Promise<(...words: readonly string[]) => readonly string[]> {
  const cwd = useTempDir();
  const { code, stdout } = await gse(["completion", "bash"], { cwd });
  expect(code).toBe(0);
  const file = join(cwd, "gse.bash");
  writeFileSync(file, stdout);
  const ask = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _gse; printf "%s\\n" "${COMPREPLY[@]}"';
  return (...words) =>
    execFileSync("bash", ["-c", ask, "bash", file, "gse", ...words], { encoding: "utf8" })
      .trim()
      .split("\n");
}

describe("gse completion", () => {
  test("completes commands, flags, their values and all actions in bash", async () => {
    const offered = await useBash();
    expect(offered("")).toEqual(expect.arrayContaining(["api", "dev", "fleet", "instance", "session", "up"]));
    expect(offered("fle")).toEqual(["fleet"]);
    expect(offered("fleet", "s")).toEqual(["show", "scale"]);
    expect(offered("fleet", "create", "--prot")).toEqual(["--protection", "--protection-minutes"]);
    expect(offered("fleet", "create", "--protection", "F")).toEqual(["FullProtection"]);
    expect(offered("session", "list", "--json", "--status", "ACTIVA")).toEqual(["ACTIVATING"]);
    expect(offered("api", "")).toHaveLength(75);
    expect(offered("api", "CopyF")).toEqual(["CopyFleet"]);
    expect(offered("api", "CopyFleet", "--no")).toEqual(["--no-check"]);
  });

  test("leaves file names to the shell, and what stands behind --", async () => {
    const offered = await useBash();
    expect(offered("up", "--data", "")).toEqual([""]);
    expect(offered("dev", "--", "fle")).toEqual([""]);
  });

  test.each([
    ["zsh", /^#compdef gse\n[\s\S]*'fleet create'\) list=\(\); flags=\([\s\S]*compdef _gse gse; fi\n$/],
    ["fish", /\ncomplete -c gse -n '__gse_at \\'fleet\\'' -f -a 'create' -d 'Makes a fleet/],
  ])("prints a script for %s", async (shell, form) => {
    const { code, stdout } = await gse(["completion", shell], { cwd: useTempDir() });
    expect(code).toBe(0);
    expect(stdout).toMatch(form);
  });

  test("refuses a shell that it does not know, with exit code 2", async () => {
    const { code, stderr } = await gse(["completion", "tcsh"], { cwd: useTempDir() });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/Allowed choices are bash, zsh, fish/)]);
  });
});
