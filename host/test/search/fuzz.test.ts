import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { comparisons, equalities, type Condition, type Filter } from "../../src/search/filter.js";
import { ExpressionError, parseFilter, parseSort } from "../../src/search/index.js";
import { toTest } from "../../src/search/to-test.js";
import { aSession } from "../support/builders.js";
import { print } from "./print-filter.js";

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: fc.constantFrom("'", "\\", " ", "a", "AND", ")"), maxLength: 6 }),
);

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    kind: fc.constant("text" as const),
    field: fc.constantFrom("gameServerSessionName" as const, "gameServerSessionId" as const),
    operator: fc.constantFrom(...equalities),
    value: anyText,
  }),
  fc.record({
    kind: fc.constant("property" as const),
    key: anyText,
    operator: fc.constantFrom(...equalities),
    value: anyText,
  }),
  fc.record({
    kind: fc.constant("number" as const),
    field: fc.constantFrom("maximumSessions" as const, "creationTimeMillis" as const, "playerSessionCount" as const),
    operator: fc.constantFrom(...comparisons),
    value: fc.oneof(
      fc.integer(),
      fc.maxSafeInteger(),
      fc.integer().map((number) => number / 4),
    ),
  }),
  fc.record({
    kind: fc.constant("flag" as const),
    field: fc.constant("hasAvailablePlayerSessions" as const),
    operator: fc.constantFrom(...equalities),
    value: fc.boolean(),
  }),
);

const filter = fc.letrec<{ filter: Filter }>((tie) => {
  const parts = fc.array(tie("filter"), { minLength: 2, maxLength: 4 });
  return {
    filter: fc.oneof(
      { maxDepth: 5, depthSize: "small" },
      condition,
      fc.record({ kind: fc.constant("and" as const), of: parts }),
      fc.record({ kind: fc.constant("or" as const), of: parts }),
      fc.record({ kind: fc.constant("not" as const), of: tie("filter") }),
    ),
  };
}).filter;

/** Read, or refused with a place inside of it. */
function outcome(expression: string, parse: (text: string) => unknown = parseFilter): "read" | "refused" {
  try {
    parse(expression);
    return "read";
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    expect(error.column).toBeGreaterThanOrEqual(1);
    expect(error.column).toBeLessThanOrEqual(Array.from(expression).length + 1);
    expect(error.message).not.toMatch(/\p{Cc}/u);
    expect(error.message.length).toBeLessThan(400);
    return "refused";
  }
}

const token = fc.constantFrom(
  ..."( ) ' '' \\' \" = <> > >= < <= == != AND OR NOT and ASC DESC true false 1 -2 2.5 1e9 \u0000 🏝 ; --".split(" "),
  ...["gameServerSessionName", "gameServerSessionId", "maximumSessions", "creationTimeMillis", "playerSessionCount"],
  ...["hasAvailablePlayerSessions", "gameServerSessionProperties", "gameServerSessionProperties.k", "'a b'", "x"],
);
const tokens = fc
  .array(fc.tuple(token, fc.constantFrom("", " ", "\n")), { maxLength: 30 })
  .map((all) => all.flat().join(""));

describe("Search expressions, whatever they are", () => {
  test("are the same again when they are printed and read", () => {
    fc.assert(
      fc.property(filter, (wanted) => {
        fc.pre(print(wanted).length <= 4_096);
        expect(parseFilter(print(wanted))).toEqual(wanted);
      }),
      { numRuns: 2_000 },
    );
  });

  test("mean what their parts mean", () => {
    const session = aSession({
      name: "a",
      maxPlayers: 2,
      currentPlayers: 1,
      gameProperties: [{ key: "a", value: "a" }],
    });
    const means = (one: Filter): boolean => {
      if (one.kind === "and") return one.of.map(means).reduce((all, part) => all && part, true);
      if (one.kind === "or") return one.of.map(means).reduce((any, part) => any || part, false);
      return one.kind === "not" ? !means(one.of) : toTest(one)(session);
    };
    fc.assert(
      fc.property(filter, (one) => {
        expect(toTest(one)(session)).toBe(means(one));
      }),
      { numRuns: 1_000 },
    );
  });

  test("are read or refused with a place, however they look", () => {
    const counts = { read: 0, refused: 0 };
    const count = (expression: string): void => {
      counts[outcome(expression)]++;
      outcome(expression, parseSort);
    };
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), count), { numRuns: 2_000 });
    fc.assert(fc.property(tokens, count), { numRuns: 5_000 });
    expect(counts.refused).toBeGreaterThan(1_000);
  });

  test("are read or refused when a character of a good one is lost, doubled or another", () => {
    const counts = { read: 0, refused: 0 };
    const cut = fc.record({
      at: fc.nat(200),
      lost: fc.nat(2),
      put: fc.constantFrom("", "'", "(", ")", " ", "<", "=", "x", "\\"),
    });
    fc.assert(
      fc.property(filter, cut, (one, { at, lost, put }) => {
        const text = print(one);
        counts[outcome(text.slice(0, at % text.length) + put + text.slice((at % text.length) + lost))]++;
      }),
      { numRuns: 3_000 },
    );
    expect(Math.min(counts.read, counts.refused)).toBeGreaterThan(100);
  });

  // Each takes well under a millisecond; a reader that went back, by powers of two, would not end.
  test.each([
    ["(", 50_000],
    ["NOT ", 4_096],
    ["NOT(", 4_096],
    ["'", 4_095],
    ["''", 4_095],
    ["\\'", 4_096],
    ["playerSessionCount=1 AND ", 4_096],
    ["playerSessionCount=1 OR (", 4_096],
    ["=", 4_096],
    [" ", 4_096],
    ["9", 4_096],
    ["🏝", 4_095],
    ["a.", 4_096],
  ])("are done with in one go: many %j", (piece, length) => {
    for (const before of [
      "",
      "gameServerSessionName=",
      "gameServerSessionName='",
      "playerSessionCount>",
      "gameServerSessionProperties.",
    ])
      for (let round = 0; round < 10; round++) outcome((before + piece.repeat(length)).slice(0, length));
  });
});
