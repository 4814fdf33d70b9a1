import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { useTempDir } from "../support/use-temp-dir.js";
import { useDevHost } from "./use-dev-host.js";
import { gse } from "./use-gse.js";

const listing = JSON.stringify({ FleetId: "fleet-dev" });

describe("gse api", () => {
  test("prints the response of a signed call", async () => {
    const host = await useDevHost();
    const { code, stdout } = await host.run("api", "DescribeGameServerSessions", listing);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ GameServerSessions: [], NextToken: "" });
    expect(stdout).toMatch(/^\{\n {2}"GameServerSessions"/);
    expect((await host.run("api", "DescribeGameServerSessions", listing, "--json")).stdout.split("\n")).toHaveLength(2);
  });

  test("reads the request from a file or from stdin", async () => {
    const host = await useDevHost();
    writeFileSync(join(host.cwd, "request.json"), listing);
    expect(await host.run("api", "DescribeGameServerSessions", "@request.json")).toMatchObject({ code: 0 });
    const piped = ["api", "DescribeGameServerSessions", "-", "--endpoint", host.api];
    expect(await gse(piped, { cwd: host.cwd, input: listing })).toMatchObject({ code: 0 });
  });

  test("prints the service's code when it refuses, with exit code 1", async () => {
    const host = await useDevHost();
    const wrong = '{"Limit": 0, "FleetId": "fleet-dev"}';
    const { code, stderr } = await host.run("api", "DescribeGameServerSessions", wrong, "--no-check");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^InvalidParameterValue: .*Limit/);
    const asJson = await host.run("api", "DescribeGameServerSessions", "--json");
    expect(asJson.code).toBe(1);
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      Error: { Code: expect.stringMatching(/^(Missing|Invalid)Parameter/) as unknown },
    });
  });

  test("is refused by a host with other keys, and shows none of them", async () => {
    const host = await useDevHost();
    const env = { TENCENTCLOUD_SECRET_ID: "AKIDother", TENCENTCLOUD_SECRET_KEY: "not to be seen" };
    const { code, stderr } = await gse(["api", "ListAliases", "--endpoint", host.api], { cwd: host.cwd, env });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^AuthFailure\.\w+: /)]);
    expect(stderr).not.toContain("not to be seen");
  });

  test.each([
    [
      ["CreateGameSession"],
      /"CreateGameSession" is no action of the cloud API; did you mean CreateGameServerSession\?/,
    ],
    [["describegameserversessions"], /did you mean DescribeGameServerSessions\?/],
    [["DescribeFleetStatistic"], /did you mean DescribeFleetStatisticDetails, DescribeFleetStatisticFlows, Desc/],
    [["Describe"], /"gse api --help" lists all 75/],
    [["Fly"], /"gse api --help" lists all 75/],
    [["ListFleets", "{not json"], /the request is no JSON object/],
    [["ListFleets", "[1]"], /the request is no JSON object \(it is not an object\)/],
    [["ListFleets", "@missing.json"], /cannot read ".*missing\.json"/],
    [["DescribeFleetCapacity", '{"FleetIdz": []}'], /"FleetIdz" is not recognized: did you mean "FleetIds"\?/],
    [["DescribeFleetCapacity"], /DescribeFleetCapacity: the required parameter "FleetIds" is missing: give a list/],
    [["DescribeFleetEvents", '{"FleetId": "fleet-1", "Limit": 101}'], /"Limit" is 101; give an integer of 0 to 100/],
    [["ListFleets", "{}", "--endpoint", "ftp://x"], /--endpoint: the endpoint is "ftp:\/\/x"/],
  ])("is refused with exit code 2 when written wrongly: %s", async (args, message) => {
    const env = { TENCENTCLOUD_SECRET_ID: "AKIDx", TENCENTCLOUD_SECRET_KEY: "x" };
    const { code, stderr } = await gse(["api", ...args], { cwd: useTempDir(), env });
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });

  test("lists all actions in its help: 74, and the one that GSE never published", async () => {
    const { code, stdout } = await gse(["api", "--help"], { cwd: useTempDir() });
    expect(code).toBe(0);
    const names = /Actions:\n([\s\S]*)/.exec(stdout)?.[1]?.trim().split(/\s+/);
    expect(names).toHaveLength(75);
  });
});

describe("gse", () => {
  test("alone prints its help", async () => {
    const alone = await gse([], { cwd: useTempDir() });
    expect(alone).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringContaining("gse dev -- node server.js") as unknown,
    });
    expect(await gse(["--help"], { cwd: useTempDir() })).toEqual(alone);
  });

  test("tells its version", async () => {
    expect(await gse(["--version"], { cwd: useTempDir() })).toEqual({ code: 0, stdout: "0.1.0\n", stderr: "" });
  });

  test("wants both keys from the environment, or none", async () => {
    const run = await gse(["session", "list"], { cwd: useTempDir(), env: { TENCENTCLOUD_SECRET_ID: "AKIDx" } });
    expect(run).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("only TENCENTCLOUD_SECRET_ID is set") as unknown,
    });
  });
});
