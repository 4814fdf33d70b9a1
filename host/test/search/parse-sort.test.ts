import { describe, expect, test } from "vitest";
import { ExpressionError, parseSort } from "../../src/search/index.js";

const sorts = [
  "gameServerSessionName",
  "gameServerSessionId",
  "maximumSessions",
  "creationTimeMillis",
  "playerSessionCount",
];

function mistakeIn(expression: string): { readonly column: number; readonly message: string } {
  try {
    parseSort(expression);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`nothing is wrong with ${expression}`);
}

describe("A sort expression", () => {
  test.each(sorts)("takes %s, up or down", (field) => {
    expect(parseSort(field)).toEqual({ field, direction: "ASC" });
    expect(parseSort(` ${field} asc `)).toEqual({ field, direction: "ASC" });
    expect(parseSort(`${field}\tDESC`)).toEqual({ field, direction: "DESC" });
  });

  test("of nothing but blanks asks for no order", () => {
    for (const blanks of ["", " \n"]) expect(parseSort(blanks)).toEqual({ field: undefined, direction: "ASC" });
  });

  test.each([
    ["↓name", /found "name", and sessions are sorted by one of gameServerSessionName, .* playerSessionCount$/],
    ["↓hasAvailablePlayerSessions", /sorted by one of/],
    ["↓gameServerSessionProperties.level DESC", /sorted by one of/],
    ["↓'playerSessionCount'", /found "'playerSessionCount'"/],
    ["↓toString", /sorted by one of/],
    ["playerSessionCount ↓DOWN", /found "DOWN", and ASC, DESC or the end must come after playerSessionCount/],
    ["playerSessionCount ↓DESC, maximumSessions", /found "DESC,"/],
    ["playerSessionCount ↓, maximumSessions", /found ","/],
  ])("is refused with the place of the mistake: %j", (marked, message) => {
    const [before = "", after = ""] = marked.split("↓");
    const mistake = mistakeIn(before + after);
    expect(mistake.message).toMatch(message);
    expect(mistake.column).toBe(before.length + 1);
  });
});
