import { expect, onTestFinished, test } from "vitest";
import { endAllOf } from "../host/test/torture/os-processes.js";
import { useProgram } from "./support/use-program.js";
import { useScript } from "./support/use-script.js";
import { useTempDir } from "./support/use-temp-dir.js";

test("the guide's example for node:test passes", async () => {
  const run = useProgram("docs/examples/arena.test.mjs");
  expect(await run.exited).toMatchObject({ code: 0 });
});

// Each holds itself to what its guide says; one that is not carried out to its end has another exit code.
test.each(["access", "packing", "updating", "nearest-dispatch", "disaster-recovery"])(
  "the script of the guide %s does what the guide says, from nothing",
  { timeout: 120_000 },
  async (guide) => {
    const folder = await useTempDir();
    onTestFinished(() => {
      endAllOf(folder);
    });
    const { code, output } = await useScript(`docs/examples/${guide}.sh`, { TMPDIR: folder });
    expect(code, output).toBe(0);
  },
);
