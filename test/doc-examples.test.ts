import { describe, expect, test } from "vitest";
import { sourceFiles } from "./architecture/source-files.js";
import { compileBlocks } from "./readme/compile-blocks.js";
import { docstringBlocks } from "./readme/docstring-blocks.js";

const withExamples = [...sourceFiles()]
  .map(([path, text]) => ({ path, blocks: docstringBlocks(text).filter(({ language }) => language === "ts") }))
  .filter(({ blocks }) => blocks.length > 0);

describe("the examples in docstrings", () => {
  test.each(withExamples)("compile: $path", ({ blocks }) => {
    expect(compileBlocks(blocks)).toEqual([]);
  });

  test("are there for what users meet first", () => {
    expect(withExamples.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["src/game-server.ts", "src/gse-client.ts", "host/src/testing/test-gse.ts"]),
    );
  });

  test("are found by their lines", () => {
    const source = `const one = 1;\n\n/**\n * Says.\n * @example\n * \`\`\`ts\n * game.nothing();\n * \`\`\`\n */\nconst two = 2;\n`;
    const blocks = docstringBlocks(source);
    expect(blocks.map(({ line }) => line)).toEqual([6]);
    expect(compileBlocks(blocks)).toEqual([expect.stringMatching(/^line 7: Property 'nothing' does not exist/)]);
  });
});
