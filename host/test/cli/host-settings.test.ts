import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hostSettings, type HostFlags } from "../../src/cli/host-settings.js";
import type { Terminal } from "../../src/cli/terminal.js";
import { useTempDir } from "../support/use-temp-dir.js";

const settings = (flags: HostFlags, cwd = "/home/ada", env: Terminal["env"] = {}) =>
  hostSettings(flags, { cwd, env } as Terminal);

describe("where a host listens and keeps its data", () => {
  test("is on this machine and beside the project, unless told otherwise", () => {
    expect(settings({})).toEqual({
      apiAddress: "127.0.0.1:8080",
      agentAddress: "127.0.0.1:5758",
      dataDir: "/home/ada/.gse",
      publicAddress: "127.0.0.1",
    });
  });

  test("may be told by flags", () => {
    const flags = { api: "0.0.0.0:80", agent: "unix:/run/gse.sock", data: "/var/gse", publicAddress: "192.0.2.7" };
    expect(settings(flags)).toMatchObject({
      apiAddress: "0.0.0.0:80",
      agentAddress: "unix:/run/gse.sock",
      dataDir: "/var/gse",
      publicAddress: "192.0.2.7",
    });
    expect(settings({ api: "9000", agent: "[::1]:5758" })).toMatchObject({
      apiAddress: "127.0.0.1:9000",
      agentAddress: "[::1]:5758",
    });
  });

  test("may be told by a file, whose paths are meant from where it lies; flags count more", () => {
    const dir = useTempDir();
    writeFileSync(join(dir, "gse.json"), JSON.stringify({ api: "127.0.0.1:81", data: "state" }));
    expect(settings({ config: join(dir, "gse.json"), api: "82" })).toMatchObject({
      apiAddress: "127.0.0.1:82",
      dataDir: join(dir, "state"),
    });
  });

  test("takes credentials from the environment", () => {
    const env = { TENCENTCLOUD_SECRET_ID: "AKIDx", TENCENTCLOUD_SECRET_KEY: "y" };
    expect(settings({}, "/", env).credentials).toEqual({ secretId: "AKIDx", secretKey: "y" });
    expect(settings({}, "/", { TENCENTCLOUD_SECRET_ID: "", TENCENTCLOUD_SECRET_KEY: "" })).not.toHaveProperty(
      "credentials",
    );
  });

  test.each<[HostFlags, RegExp]>([
    [{ api: "127.0.0.1" }, /^--api is "127\.0\.0\.1": give HOST:PORT/],
    [{ api: "127.0.0.1:70000" }, /^--api is/],
    [{ agent: "0.0.0.0:5758" }, /^--agent is "0\.0\.0\.0:5758": .*this machine only/],
    [{ agent: "unix:" }, /^--agent is/],
    [{ publicAddress: "example.org" }, /^--public-address is "example\.org": give the IP address/],
    [{ config: "missing.json" }, /^--config: cannot read "\/home\/ada\/missing\.json"/],
  ])("refuses what it cannot use: %j", (flags, message) => {
    expect(() => settings(flags)).toThrow(message);
  });

  test.each([
    ["[]", /is no JSON object/],
    ['{"apii": "x"}', /has the key "apii".*did you mean "api"\?/],
    ['{"api": 8080}', /"api" must be a text/],
  ])("refuses a file that is not one of its own: %s", (text, message) => {
    const config = join(useTempDir(), "gse.json");
    writeFileSync(config, text);
    expect(() => settings({ config })).toThrow(message);
  });
});
