import { describe, expect, test } from "vitest";
import type { GameServerSessionId } from "../../src/model/index.js";
import { parseFilter } from "../../src/search/index.js";
import { toTest } from "../../src/search/to-test.js";
import { aSession } from "../support/builders.js";

const session = aSession({
  id: "qcs::gse:local::gameserversession/fleet-1/gssess-7" as GameServerSessionId,
  name: "Ada's room",
  maxPlayers: 10,
  currentPlayers: 4,
  createdAtMs: 1_575_518_668_000,
  gameProperties: [
    { key: "mode", value: "ranked" },
    { key: "map-name", value: "ice" },
    { key: "tag", value: "a" },
    { key: "tag", value: "b" },
  ],
});
const fits = (expression: string, of = session): boolean => toTest(parseFilter(expression))(of);

describe("A session", () => {
  test.each([
    ["gameServerSessionName='Ada\\'s room'", true],
    ["gameServerSessionName='ada\\'s room'", false],
    ["gameServerSessionName=Ada", false],
    ["gameServerSessionName<>'Ada\\'s room'", false],
    ["gameServerSessionName<>other", true],
    ["gameServerSessionId=qcs::gse:local::gameserversession/fleet-1/gssess-7", true],
    ["gameServerSessionId=gssess-7", false],
    ["gameServerSessionId<>gssess-7", true],
    ["gameServerSessionProperties.mode='ranked'", true],
    ["gameServerSessionProperties.mode=casual", false],
    ["gameServerSessionProperties.mode<>casual", true],
    ["gameServerSessionProperties.Mode='ranked'", false],
    ["gameServerSessionProperties.map-name=ice", true],
    ["gameServerSessionProperties.tag=a", true],
    ["gameServerSessionProperties.tag=b", true],
    ["gameServerSessionProperties.tag<>b", false],
    // A property that is absent equals nothing (gse-semantics m-31).
    ["gameServerSessionProperties.absent=x", false],
    ["gameServerSessionProperties.absent=''", false],
    ["gameServerSessionProperties.absent<>x", true],
    ["NOT gameServerSessionProperties.absent=x", true],
    ["gameServerSessionProperties.constructor<>x", true],
    ["hasAvailablePlayerSessions=true", true],
    ["hasAvailablePlayerSessions=false", false],
    ["hasAvailablePlayerSessions<>false", true],
    ["creationTimeMillis=1575518668000", true],
    ["creationTimeMillis>1575518667999", true],
    ["creationTimeMillis>1575518668000", false],
    ["(maximumSessions>=10 OR playerSessionCount=0) AND NOT (creationTimeMillis>1575518668000)", true],
    ["maximumSessions>=11 OR playerSessionCount=0 AND NOT creationTimeMillis>1575518668000", false],
    ["NOT maximumSessions=10 OR playerSessionCount=4", true],
    ["NOT (maximumSessions=10 OR playerSessionCount=4)", false],
    ["", true],
  ])("%s: %s", (expression, expected) => {
    expect(fits(expression)).toBe(expected);
  });

  test.each([
    ["maximumSessions", 10],
    ["playerSessionCount", 4],
  ])("is found by %s with each of the six operators", (field, is) => {
    const outcomes = [is - 1, is, is + 1].map((value) =>
      ["=", "<>", ">", ">=", "<", "<="].map((operator) => fits(`${field}${operator}${String(value)}`)),
    );
    expect(outcomes).toEqual([
      [false, true, true, true, false, false],
      [true, false, false, true, false, true],
      [false, true, false, false, true, true],
    ]);
  });

  test.each([
    [0, 0, false],
    [0, 1, true],
    [10, 10, false],
    [11, 10, false],
  ])("with %i players of %i has a free slot: %s", (currentPlayers, maxPlayers, isFree) => {
    const one = aSession({ currentPlayers, maxPlayers });
    expect(fits("hasAvailablePlayerSessions=true", one)).toBe(isFree);
    expect(fits("hasAvailablePlayerSessions=false", one)).toBe(!isFree);
  });
});
