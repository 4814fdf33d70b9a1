import { execFileSync } from "node:child_process";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { callAsCli, callAsCurl, callAsTypeScript } from "../../src/parts/call-text.js";

const usual = { endpoint: "http://127.0.0.1:8080", region: "ap-shanghai" };
const call = {
  action: "CreateGameServerSession",
  request: { FleetId: "fleet-1", Name: `it's "$HOME" \`id\` \\ 房间`, MaximumPlayerSessionCount: 4 },
} as const;

/** The words that a shell makes of a command. */
const words = (command: string): string[] =>
  execFileSync("sh", ["-c", `words() { for word; do printf '%s\\0' "$word"; done; }; words ${command}`], {
    encoding: "utf8",
  })
    .split("\0")
    .slice(0, -1);

describe("a call", () => {
  test("for the command line comes through a shell as it is", () => {
    expect(words(callAsCli(call, usual))).toEqual(["gse", "api", call.action, JSON.stringify(call.request)]);
  });

  test("for the command line names the host and the region only where they are others than usual", () => {
    const elsewhere = { endpoint: "https://gse.example", region: "ap-tokyo" };
    expect(words(callAsCli(call, elsewhere)).slice(4)).toEqual([
      "--region",
      "ap-tokyo",
      "--endpoint",
      "https://gse.example",
    ]);
  });

  test("for curl comes through a shell as GSE Local takes it", () => {
    const [program, url, ...rest] = words(callAsCurl(call, usual));
    expect([program, url]).toEqual(["curl", "http://127.0.0.1:8080/capi"]);
    expect(JSON.parse(rest.at(-1) ?? "")).toEqual({ Action: call.action, Region: "ap-shanghai", ...call.request });
  });

  test("in TypeScript holds the same request", () => {
    const [, written = ""] =
      /gse\.call\("CreateGameServerSession", ([^]*)\);$/.exec(callAsTypeScript(call, usual)) ?? [];
    expect(written).toContain("FleetId: ");
    expect(runInNewContext(`(${written})`)).toEqual(call.request);
  });
});
