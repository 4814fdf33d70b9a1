import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { useTempDir } from "../support/use-temp-dir.js";
import { useNode } from "./use-gse.js";

const bin = fileURLToPath(new URL("../../bin/gse.js", import.meta.url));

/** The program `gse` in a folder where nothing has been built. */
function useUnbuilt(files: readonly string[]): { readonly cwd: string; readonly program: string } {
  const cwd = useTempDir();
  const program = join(cwd, "host/bin/gse.js");
  for (const folder of ["host/bin", "host/src/cli"]) mkdirSync(join(cwd, folder), { recursive: true });
  copyFileSync(bin, program);
  writeFileSync(join(cwd, "host/package.json"), '{ "type": "module" }');
  for (const file of files) writeFileSync(join(cwd, file), "");
  return { cwd, program };
}

describe("gse", () => {
  test("says in one line that the clone it is in is not built, and what does it, with exit code 2", async () => {
    const { cwd, program } = useUnbuilt(["host/src/cli/main.ts"]);
    const { code, stdout, stderr } = await useNode([program, "--help"], { cwd }).exited;
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: "",
      stderr: `gse: this clone is not built yet; run "npm run build" in "${cwd}/" and try again\n`,
    });
  });

  test("does not speak of building to who has it from npm, where a file is missing", async () => {
    const { cwd, program } = useUnbuilt([]);
    const { code, stderr } = await useNode([program, "--help"], { cwd }).exited;
    expect([code, stderr]).toEqual([1, expect.stringContaining("ERR_MODULE_NOT_FOUND")]);
  });
});
