import { expect, test } from "vitest";
import { useProgram } from "./support/use-program.js";

test("the guide's example for node:test passes", async () => {
  const run = useProgram("docs/examples/arena.test.mjs");
  expect(await run.exited).toMatchObject({ code: 0 });
});
