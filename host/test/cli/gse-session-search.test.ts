import { describe, expect, test } from "vitest";
import { pointedAt } from "../../src/cli/pointed-at.js";
import { parseFilter } from "../../src/search/index.js";
import { useTempDir } from "../support/use-temp-dir.js";
import { useDevHost } from "./use-dev-host.js";
import { gse, useFixture } from "./use-gse.js";

describe("gse session search", () => {
  test("shows the sessions that fit, sorted, and no more than asked for", async () => {
    const host = await useDevHost();
    for (const name of ["one", "two", "three"]) {
      const server = useFixture("game-server.mjs", [], { cwd: host.cwd, env: { GSE_AGENT_ADDRESS: host.agent } });
      await server.line(/^ready/);
      const flags = ["--name", name, "--property", `mode=${name === "one" ? "casual" : "ranked"}`];
      expect((await host.run("session", "create", ...flags)).code).toBe(0);
    }
    expect((await host.run("session", "join", "two", "ada", "bob")).code).toBe(0);

    const mode = "gameServerSessionProperties.mode = 'ranked'";
    const { code, stdout } = await host.run("session", "search", mode, "--sort", "playerSessionCount");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^SESSION +NAME +STATUS +PLAYERS +ADDRESS +AGE\n\S+ +three .*\n\S+ +two +ACTIVE +2 of 10 .*\n$/,
    );

    const some = await host.run("session", "search", "--sort", "gameServerSessionName DESC", "--limit", "2");
    expect(some.stdout).toMatch(/\n\S+ +two .*\n\S+ +three .*\nThere are more; see them with --limit 10\n$/);

    const full = await host.run("session", "search", "hasAvailablePlayerSessions=false");
    expect(full.stdout).toBe(
      "No game server session on fleet-dev that is ACTIVE fits; see those there are with: gse session list --status ACTIVE\n",
    );
    const found = await host.run("session", "search", "playerSessionCount>=2", "--json");
    expect(JSON.parse(found.stdout)).toMatchObject([{ Name: "two", CurrentPlayerSessionCount: 2 }]);
    expect(JSON.parse((await host.run("session", "search", "--fleet", "fleet-x", "--json")).stdout)).toEqual([]);
  });

  test("points at what is wrong, with exit code 2 and before it asks a host", async () => {
    const search = (...args: string[]) => gse(["session", "search", ...args], { cwd: useTempDir() });
    expect(await search("playerSessionCount >> 2")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        'gse: the expression is wrong at column 20: "playerSessionCount" takes no ">>": it takes =, <>, >, >=, < or <=\n' +
        "  playerSessionCount >> 2\n" +
        "                     ^\n",
    });
    expect((await search("", "--sort", "playerSessionCount DOWN")).stderr).toMatch(
      /^gse: --sort is wrong at column 20: found "DOWN".*\n {2}playerSessionCount DOWN\n {21}\^\n$/,
    );
    // What bash makes of playerSessionCount>=2 without quotes.
    expect((await search("playerSessionCount")).stderr).toMatch(
      /\nIn a shell it stands in quotes.*\n {2}playerS\w+\n {20}\^\n$/,
    );
    const { code, stdout } = await search("(", "--json");
    expect([code, JSON.parse(stdout)]).toMatchObject([
      2,
      { Error: { Code: "Usage", Message: expect.not.stringContaining("\n") as string } },
    ]);
  });

  test("has a help with the grammar, and examples that can be read", async () => {
    const { code, stdout } = await gse(["session", "search", "--help"], { cwd: useTempDir() });
    expect(code).toBe(0);
    const examples = [...stdout.matchAll(/gse session search "(.*?)"/g)].map(([, expression]) => expression ?? "");
    expect(examples.length).toBeGreaterThanOrEqual(4);
    for (const expression of examples) expect(() => parseFilter(expression), expression).not.toThrow();
    const fields = [...stdout.matchAll(/^ {2}(\w+(?:\.KEY)?) +(=[ =<>]*[=>]) {2}/gm)];
    expect(fields).toHaveLength(7);
    for (const [, field = "", operators = ""] of fields)
      for (const operator of operators.split(" ")) {
        const value = operators === "= <>" ? "true" : "1";
        expect(() => parseFilter(`${field} ${operator} ${value}`), field).not.toThrow();
      }
  });
});

describe("A place in a text", () => {
  test.each([
    ["a >> b", 3, "a >> b\n  ^"],
    ["abc", 4, "abc\n   ^"],
    ["房间 x", 4, "房间 x\n     ^"],
    ["a\n\tb\u001b[31m\u202e c", 11, "a  b·[31m· c\n          ^"],
    ["", 1, "\n^"],
    [`${"a".repeat(100)}!${"b".repeat(100)}`, 101, `…${"a".repeat(60)}!${"b".repeat(20)}…\n${" ".repeat(61)}^`],
  ])("is pointed at on one line: %j, %i", (text, column, shown) => {
    expect(pointedAt(text, column)).toBe(shown);
  });
});
