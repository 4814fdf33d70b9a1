import { describe, expect, test } from "vitest";
import type { Filter } from "../../src/search/filter.js";
import { ExpressionError, parseFilter } from "../../src/search/index.js";

const named = (value: string): Filter => ({ kind: "text", field: "gameServerSessionName", operator: "=", value });
const players = (value: number, operator: "=" | "<>" | ">" | ">=" | "<" | "<=" = "="): Filter => ({
  kind: "number",
  field: "playerSessionCount",
  operator,
  value,
});
const isFree = (value: boolean): Filter => ({
  kind: "flag",
  field: "hasAvailablePlayerSessions",
  operator: "=",
  value,
});
const property = (key: string, value: string, operator: "=" | "<>" = "="): Filter => ({
  kind: "property",
  key,
  operator,
  value,
});
const [a, b, c, d] = [1, 2, 3, 4].map((count) => players(count)) as [Filter, Filter, Filter, Filter];
/** `1`, `2`, … stand for playerSessionCount=1 and so on. */
const written = (form: string): string => form.replace(/\d/g, (digit) => `playerSessionCount=${digit}`);

describe("A search expression", () => {
  test("reads the documentation's own examples", () => {
    expect(parseFilter("playerSessionCount>=2 AND hasAvailablePlayerSessions=true")).toEqual({
      kind: "and",
      of: [players(2, ">="), isFree(true)],
    });
    const k = "gameServerSessionProperties.K";
    expect(parseFilter(`${k}1 = 'V1' AND ${k}2 = 'V2' OR ${k}3 = 'V3'`)).toEqual({
      kind: "or",
      of: [{ kind: "and", of: [property("K1", "V1"), property("K2", "V2")] }, property("K3", "V3")],
    });
  });

  test.each([
    ["1 AND 2 AND 3", { kind: "and", of: [a, b, c] }],
    ["1 OR 2 AND 3", { kind: "or", of: [a, { kind: "and", of: [b, c] }] }],
    [
      "1 AND 2 OR 3 AND 4",
      {
        kind: "or",
        of: [
          { kind: "and", of: [a, b] },
          { kind: "and", of: [c, d] },
        ],
      },
    ],
    ["(1 OR 2) AND 3", { kind: "and", of: [{ kind: "or", of: [a, b] }, c] }],
    ["1 AND (2 OR (3 AND 4))", { kind: "and", of: [a, { kind: "or", of: [b, { kind: "and", of: [c, d] }] }] }],
    ["NOT 1 AND 2", { kind: "and", of: [{ kind: "not", of: a }, b] }],
    ["NOT (1 AND 2)", { kind: "not", of: { kind: "and", of: [a, b] } }],
    ["1 OR NOT NOT 2", { kind: "or", of: [a, { kind: "not", of: { kind: "not", of: b } }] }],
    ["((1))", a],
    ["NOT(1)AND(2)", { kind: "and", of: [{ kind: "not", of: a }, b] }],
    ["not 1 and 2 Or 3", { kind: "or", of: [{ kind: "and", of: [{ kind: "not", of: a }, b] }, c] }],
    ["\t1\r\n AND\u3000 2 ", { kind: "and", of: [a, b] }],
    ["", { kind: "and", of: [] }],
    [" \n ", { kind: "and", of: [] }],
  ] as [string, Filter][])("takes NOT before AND before OR: %j", (form, filter) => {
    expect(parseFilter(written(form))).toEqual(filter);
  });

  test.each(["=", "<>", ">", ">=", "<", "<="] as const)(
    "compares numbers by %s, with blanks or without",
    (operator) => {
      for (const blank of ["", " ", "  \t"])
        expect(parseFilter(`playerSessionCount${blank}${operator}${blank}12`)).toEqual(players(12, operator));
      for (const field of ["maximumSessions", "creationTimeMillis"])
        expect(parseFilter(`${field}${operator}0`)).toEqual({ kind: "number", field, operator, value: 0 });
    },
  );

  test.each([
    ["1575518668000", 1_575_518_668_000],
    ["-1", -1],
    ["2.50", 2.5],
    ["007", 7],
  ])("reads the number %s", (text, value) => {
    expect(parseFilter(`playerSessionCount<${text}`)).toEqual(players(value, "<"));
  });

  test.each(["true", "TRUE", "'true'", "False", "false", "'false'"])("reads the truth of %s", (text) => {
    expect(parseFilter(`hasAvailablePlayerSessions=${text}`)).toEqual(isFree(/true/i.test(text)));
  });

  test.each([
    ["lobby", "lobby"],
    ["'lobby'", "lobby"],
    ["'a b  c'", "a b  c"],
    ["''", ""],
    ["''''", "'"],
    ["'it''s'", "it's"],
    ["'it\\'s'", "it's"],
    ["'C:\\\\'", "C:\\"],
    ["'a\\b'", "a\\b"],
    ["'\\\\\\''", "\\'"],
    ["' AND '", " AND "],
    ["'房间🏝'", "房间🏝"],
    ["房间🏝", "房间🏝"],
    ["'line\nline'", "line\nline"],
    ["'say \"hi\"'", 'say "hi"'],
    [
      "qcs::gse:ap-shanghai::gameserversession/fleet-1/gssess-1",
      "qcs::gse:ap-shanghai::gameserversession/fleet-1/gssess-1",
    ],
    ["a=b<c>d(e", "a=b<c>d(e"],
    ["ANDROID", "ANDROID"],
    ["'NOT'", "NOT"],
    ["'); DROP TABLE sessions; --'", "); DROP TABLE sessions; --"],
  ])("reads the text %j", (text, value) => {
    expect(parseFilter(`gameServerSessionName=${text}`)).toEqual(named(value));
    expect(parseFilter(`(gameServerSessionName = ${text} )`)).toEqual(named(value));
    expect(parseFilter(`gameServerSessionProperties.k<>${text}`)).toEqual(property("k", value, "<>"));
  });

  test.each([
    ["map", "map"],
    ["map-name", "map-name"],
    ["a.b", "a.b"],
    ["地图", "地图"],
    ["'a key'", "a key"],
    ["'='", "="],
    ["''", ""],
    ["__proto__", "__proto__"],
    ["AND", "AND"],
    ["gameServerSessionProperties.x", "gameServerSessionProperties.x"],
  ])("reads the property key %j", (key, value) => {
    for (const blank of ["", " "])
      expect(parseFilter(`gameServerSessionProperties.${key}${blank}=${blank}x`)).toEqual(property(value, "x"));
  });

  test("may be 4,096 characters long and 64 deep", () => {
    const long = `gameServerSessionName='${"x".repeat(4_096 - 24)}'`;
    expect(long).toHaveLength(4_096);
    expect(parseFilter(long)).toEqual(named("x".repeat(4_072)));
    expect(parseFilter(`${"(".repeat(64)}playerSessionCount=1${")".repeat(64)}`)).toEqual(a);
    expect(parseFilter(`${"NOT ".repeat(64)}playerSessionCount=1`)).toMatchObject({ kind: "not" });
    // Beside each other they do not count.
    expect(parseFilter(Array.from({ length: 100 }, () => written("NOT (1)")).join(" OR "))).toMatchObject({
      kind: "or",
    });
  });
});

function mistakeIn(expression: string): { readonly column: number; readonly message: string } {
  try {
    parseFilter(expression);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`nothing is wrong with ${expression}`);
}

describe("A search expression that cannot be read", () => {
  // The mark ↓ stands before the column at fault.
  test.each([
    ["↓players>=2", /no field "players": search by gameServerSessionName, .* and gameServerSessionProperties\.KEY$/],
    ["↓playersessioncount>=2", /no field "playersessioncount", but "playerSessionCount"/],
    ["↓__proto__=1", /no field "__proto__"/],
    ["↓constructor=1", /no field "constructor"/],
    ["↓gameServerSessionProperties='x'", /needs the key of a property: write gameServerSessionProperties\.KEY='value'/],
    ["↓gameServerSessionProperties. ='x'", /needs the key of a property/],
    ["↓gameServerSessionPropertiesX.k='x'", /no field/],
    ["gameServerSessionName ↓> 'a'", /"gameServerSessionName" takes no ">": it takes = or <>$/],
    ["gameServerSessionProperties.level ↓>= 3", /"gameServerSessionProperties\.level" takes no ">=": it takes = or <>/],
    ["hasAvailablePlayerSessions↓<true", /takes no "<": it takes = or <>/],
    ["playerSessionCount↓==2", /takes no "==": write =$/],
    ["playerSessionCount↓!=2", /takes no "!=": write <>$/],
    ["playerSessionCount↓=>2", /takes no "=>": write >=$/],
    ["gameServerSessionName↓=>x", /takes no "=>": it takes = or <>$/],
    ["playerSessionCount↓<<2", /takes no "<<": it takes =, <>, >, >=, < or <=$/],
    ["playerSessionCount ↓2", /found "2", and =, <>, >, >=, < or <= must come after "playerSessionCount"/],
    ["playerSessionCount↓", /found the end, and =/],
    ["playerSessionCount > ↓= 2", /found "=", and "playerSessionCount" is compared with a number/],
    ["playerSessionCount>=↓", /found the end, and "playerSessionCount" is compared with a number, as in 10/],
    ["playerSessionCount>=↓two", /found "two", and "playerSessionCount" is compared with a number/],
    ["playerSessionCount>=↓1e3", /found "1e3"/],
    ["playerSessionCount>=↓2AND", /found "2AND"/],
    ["playerSessionCount>=↓'2'", /take the quotes away/],
    ["playerSessionCount>=↓'x'", /found "x", and .* number/],
    [`playerSessionCount>=↓${"9".repeat(400)}`, /found "9{40}…", and .* number/],
    ["(playerSessionCount>=↓)", /found "\)", and .* number/],
    ["hasAvailablePlayerSessions=↓yes", /found "yes", and "hasAvailablePlayerSessions" is compared with true or false/],
    [
      'playerSessionCount>=2 AND hasAvailablePlayerSessions=true↓"',
      /found ", which no value holds that stands without quotes/,
    ],
    ['gameServerSessionName=↓"lobby"', /found ", .* write a text as 'it\\'s mine'/],
    ["gameServerSessionName=O↓'Neil", /found ', /],
    ["gameServerSessionName=↓'lobby", /quote that opens here is not closed/],
    ["gameServerSessionName=↓'C:\\'", /a quote inside a text is written \\', a backslash \\\\$/],
    [
      "gameServerSessionName=↓AND playerSessionCount=1",
      /found "AND", and "gameServerSessionName" is compared with a text/,
    ],
    ["gameServerSessionName='a' ↓'b'", /found "'b'", and AND, OR or the end must come here/],
    ["playerSessionCount=1 ↓playerSessionCount=2", /AND, OR or the end must come here/],
    ["playerSessionCount=1 ↓NOT playerSessionCount=2", /found "NOT", and AND, OR or the end/],
    ["playerSessionCount=1 AND↓", /found the end, and a condition such as playerSessionCount>=2/],
    ["playerSessionCount=1 AND ↓OR playerSessionCount=2", /found "OR", and a condition/],
    ["playerSessionCount=1 OR NOT↓", /found the end, and a condition/],
    ["↓AND playerSessionCount=1", /found "AND", and a condition/],
    ["↓>= 2", /found ">=", and a condition/],
    ["↓'lobby'", /found "'lobby'", and a condition/],
    ["(↓)", /found "\)", and a condition/],
    ["playerSessionCount=1 OR ↓(playerSessionCount=2", /this "\(" is not closed/],
    ["(playerSessionCount=1 ↓playerSessionCount=2)", /AND, OR or "\)" must come here/],
    ["(playerSessionCount=1)↓)", /this "\)" closes nothing/],
    ["gameServerSessionName=🏝🏝 ↓x", /found "x"/],
    [" \n ↓x=1", /no field "x"/],
    [`${"(".repeat(64)}↓(playerSessionCount=1`, /more than 64 deep/],
    [`${"NOT ".repeat(64)}↓NOT playerSessionCount=1`, /more than 64 deep/],
    [`gameServerSessionName=${"x".repeat(4_096 - 22)}↓x`, /4096 characters are the most/],
  ])("says where, and what would do: %j", (marked, message) => {
    const [before = "", after = ""] = marked.split("↓");
    const mistake = mistakeIn(before + after);
    expect(mistake.message).toMatch(message);
    expect(mistake.column).toBe(Array.from(before).length + 1);
  });

  test("is shown without control characters, and shortened", () => {
    for (const text of ["\u001b[31m\u0000x", "x".repeat(4_000), `gameServerSessionProperties.'\u001b\n'`]) {
      const { message } = mistakeIn(text);
      expect(message).not.toMatch(/\p{Cc}/u);
      expect(message.length).toBeLessThan(300);
    }
  });
});
