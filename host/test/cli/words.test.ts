import picocolors from "picocolors";
import { describe, expect, test } from "vitest";
import { age, duration } from "../../src/cli/duration.js";
import { logTime } from "../../src/cli/log-time.js";
import { nearest } from "../../src/params/nearest.js";
import { protoText } from "../../src/cli/proto-text.js";
import { sessionsMeant, shortId } from "../../src/cli/session-name.js";
import { summary } from "../../src/cli/summary.js";
import { fields, table, width } from "../../src/cli/table.js";
import { isNoSource } from "../../src/cli/watch-files.js";

const plain = picocolors.createColors(false);

describe("the words of the command line", () => {
  test.each([
    [480, "2026-01-01T07:59:59.001+0800"],
    [0, "2025-12-31T23:59:59.001+0000"],
    [-210, "2025-12-31T20:29:59.001-0330"],
  ])("write an instant as GSE Local does, %i minutes from Greenwich", (offset, text) => {
    expect(logTime(Date.UTC(2026, 0, 1) - 999, offset)).toBe(text);
  });

  test.each([
    [0, "0 ms"],
    [999.4, "999 ms"],
    [1_000, "1.0 s"],
    [9_949, "9.9 s"],
    [59_400, "59 s"],
    [60_000, "1 min"],
    [125_000, "2 min 5 s"],
  ])("tell %d ms as %s", (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  test.each([
    [-5, "0 s"],
    [59_999, "59 s"],
    [3_599_999, "59 min"],
    [86_399_999, "23 h"],
    [200_000_000, "2 d"],
  ])("tell an age of %d ms as %s", (ms, text) => {
    expect(age(ms)).toBe(text);
  });

  test("guess the word that was meant, and none when nothing is close", () => {
    const actions = ["CreateGameServerSession", "CreateFleet", "DeleteFleet"];
    expect(nearest("creategamesession", actions)).toBe("CreateGameServerSession");
    expect(nearest("CraeteFleet", actions)).toBe("CreateFleet");
    expect(nearest("Fly", actions)).toBeUndefined();
    expect(nearest("x", [])).toBeUndefined();
  });

  test("write a message as protobuf's text, without empty values", () => {
    expect(protoText({ a: 1, b: "", c: 0, d: ["x", "y"], e: { f: true }, g: undefined })).toBe(
      'a:1 d:"x" d:"y" e:<f:true > ',
    );
  });

  test("line up columns whatever their colours and scripts", () => {
    const text = table(
      ["ID", "NAME"],
      [
        ["1", plain.red("é")],
        ["22", "聊天"],
        ["3", ""],
      ],
    );
    expect(text).toBe("ID  NAME\n1   é\n22  聊天\n3");
    expect([width("\u001b[31mred\u001b[39m"), width("聊天"), width("👩‍🚀")]).toEqual([3, 4, 2]);
    expect(
      fields([
        ["a", "1"],
        ["long", "2"],
      ]),
    ).toBe("a     1\nlong  2");
  });

  test("tell sessions apart by the beginning of their ids, and never two for one", () => {
    const id = (end: string): string => `qcs::gse:local::gameserversession/fleet-dev/${end}`;
    const ids = [
      id("gssess-11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa"),
      id("gssess-12222222-bbbb"),
      id("lobby"),
      id("lobby-2"),
    ];
    expect(shortId(ids[0] ?? "")).toBe("gssess-11111111");
    expect(shortId(id("lobby"))).toBe("lobby");
    const sessions = ids.map((one) => ({ id: one, name: "", isOpen: true }));
    expect(sessionsMeant("gssess-11", sessions)).toEqual([ids[0]]);
    expect(sessionsMeant("gssess-1", sessions)).toHaveLength(2);
    expect(sessionsMeant("lobby", sessions)).toEqual([ids[2]]);
  });

  test("tell sessions apart by their names, those that are over only when none of the name is open", () => {
    const session = (id: string, name: string, isOpen = true) => ({ id: `fleet/${id}`, name, isOpen });
    const sessions = [
      session("gssess-1", "lobby"),
      session("gssess-2", "lobby", false),
      session("gssess-3", "arena", false),
      session("gssess-4", "gssess-1"),
    ];
    expect(sessionsMeant("lobby", sessions)).toEqual(["fleet/gssess-1"]);
    expect(sessionsMeant("arena", sessions)).toEqual(["fleet/gssess-3"]);
    expect(sessionsMeant("gssess-1", sessions)).toEqual(["fleet/gssess-1"]);
    expect(sessionsMeant("aren", sessions)).toEqual([]);
  });

  test("tell sessions apart that were placed under the same id, and find one by its placement", () => {
    const id = (own: string): string => `qcs::gse:ap-shanghai:uin/1:gameserversession/fleet-1/${own}`;
    const ids = [
      id("gssess-11111111-aaaaaaaa/match-1"),
      id("gssess-22222222-bbbbbbbb/match-1"),
      id("gssess-33333333-cccccccc/match-2"),
    ];
    expect(ids.map(shortId)).toEqual(ids.map((one) => one.slice(id("").length)));
    expect(shortId(id("gssess-11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa/match-1"))).toBe("gssess-11111111");
    const sessions = ids.map((one) => ({ id: one, name: "", isOpen: true }));
    expect(sessionsMeant("match-2", sessions)).toEqual([ids[2]]);
    expect(sessionsMeant("match-1", sessions)).toHaveLength(2);
    expect(sessionsMeant("gssess-2", sessions)).toEqual([ids[1]]);
  });

  test("sum up what is live", () => {
    const counts = { processes: 2, idleProcesses: 1, sessions: 1, players: 3 };
    expect(summary(counts, plain)).toBe("2 processes (1 idle) · 1 session · 3 players");
    expect(summary({ processes: 0, idleProcesses: 0, sessions: 0, players: 0 }, plain)).toMatch(/^no game server yet/);
  });

  test("know which files are no source of a server", () => {
    const paths = ["/a/node_modules", "/a/.git", "/a/x.js.map", "/a/x.d.ts", "/a/x.js~", "/a/.x.swp", "/a/x.log"];
    expect(paths.filter(isNoSource)).toEqual(paths);
    expect(["/a/x.js", "/a/.env", "/a/.env.local", "/a/page.html", "/a/src"].filter(isNoSource)).toEqual([]);
  });
});
