import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { codeBlocks } from "../../../test/readme/code-blocks.js";
import { comparisons, equalities, flagFields, numberFields, textFields } from "../../src/search/filter.js";
import { ExpressionError, parseFilter } from "../../src/search/index.js";

const guide = readFileSync(new URL("../../../docs/guides/search.md", import.meta.url), "utf8");

describe("The guide to search expressions", () => {
  const lines = codeBlocks(guide)
    .filter(({ language }) => language === "text")
    .flatMap(({ text }) => text.split("\n"));

  test("has expressions, more than a few", () => {
    expect(lines.length).toBeGreaterThanOrEqual(10);
  });

  test.each(lines)("has an expression that can be read: %s", (line) => {
    expect(parseFilter(line)).toBeDefined();
  });

  test("names every field with the operators that it takes", () => {
    const rows = [...guide.matchAll(/^\| `(\w+(?:\.KEY)?)` \| (`[^|]*`) \|/gm)].map(
      ([, field = "", operators = ""]) => ({
        field,
        operators: operators.split(" ").map((one) => one.replaceAll("`", "")),
      }),
    );
    expect(rows).toHaveLength(7);
    expect(Object.fromEntries(rows.map(({ field, operators }) => [field, operators]))).toEqual({
      ...Object.fromEntries(Object.keys(numberFields).map((field) => [field, [...comparisons]])),
      ...Object.fromEntries(
        [...Object.keys(textFields), ...Object.keys(flagFields)].map((field) => [field, [...equalities]]),
      ),
      "gameServerSessionProperties.KEY": [...equalities],
    });
  });

  test("shows a mistake as it is told", () => {
    const shown = /^gse: the expression is wrong at column (\d+): (.*)\n {2}(.*)\n( *)\^$/m.exec(guide);
    const [, column, message, expression = "", before = ""] = shown ?? [];
    expect(() => parseFilter(expression)).toThrow(ExpressionError);
    expect(() => parseFilter(expression)).toThrow(message ?? "");
    expect(before).toHaveLength(Number(column) + 1);
  });
});
