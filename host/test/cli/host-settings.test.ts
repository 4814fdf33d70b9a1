import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hostSettings, type HostFlags } from "../../src/cli/host-settings.js";
import type { Terminal } from "../../src/cli/terminal.js";
import { useTempDir } from "../support/use-temp-dir.js";
import { aCertificate, anotherKey } from "../support/a-certificate.js";

const settings = (flags: HostFlags, cwd = "/home/ada", env: Terminal["env"] = {}) =>
  hostSettings(flags, { cwd, env } as Terminal);

const keys = { TENCENTCLOUD_SECRET_ID: "AKIDx", TENCENTCLOUD_SECRET_KEY: "y" };

/** What a host is set to by a config file of that text. */
const configured = (text: string, name = "gse.json") => {
  const config = join(useTempDir(), name);
  writeFileSync(config, text);
  return settings({ config });
};

describe("where a host listens and keeps its data", () => {
  test("is on this machine and beside the project, unless told otherwise", () => {
    expect(settings({})).toEqual({
      apiAddress: "127.0.0.1:8080",
      agentAddress: "127.0.0.1:5758",
      dataDir: "/home/ada/.gse",
      publicAddress: "127.0.0.1",
      environment: {},
    });
  });

  test("may be told by flags", () => {
    const flags = { api: "0.0.0.0:80", agent: "unix:/run/gse.sock", data: "/var/gse", publicAddress: "192.0.2.7" };
    expect(settings(flags, "/", keys)).toMatchObject({
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

  test("answers the latency probe by UDP, and simulates distances, where it is told to; flags count more", () => {
    const regionLatency = { "ap-shanghai": "40ms", "ap-tokyo": 90, "ap-seoul": "down" };
    const file = JSON.stringify({ udpPing: "127.0.0.1:8888", regionLatency });
    expect(configured(file)).toMatchObject({
      udpPing: "127.0.0.1:8888",
      regionLatency: { "ap-shanghai": 40, "ap-tokyo": 90, "ap-seoul": "down" },
    });
    const config = join(useTempDir(), "gse.json");
    writeFileSync(config, file);
    const flags = { udpPing: "0", regionLatency: [{ key: "ap-shanghai", value: "down" }] };
    expect(settings({ config, ...flags })).toMatchObject({
      udpPing: "127.0.0.1:0",
      regionLatency: { "ap-shanghai": "down", "ap-tokyo": 90, "ap-seoul": "down" },
    });
  });

  test("takes credentials from the environment", () => {
    expect(settings({}, "/", keys).credentials).toEqual({ secretId: "AKIDx", secretKey: "y" });
    expect(settings({}, "/", { TENCENTCLOUD_SECRET_ID: "", TENCENTCLOUD_SECRET_KEY: "" })).not.toHaveProperty(
      "credentials",
    );
  });

  test.each<[HostFlags, RegExp]>([
    [{ api: "127.0.0.1" }, /^--api is "127\.0\.0\.1": give HOST:PORT/],
    [{ api: "127.0.0.1:70000" }, /^--api is/],
    [{ udpPing: "8888:x" }, /^--udp-ping is "8888:x": give HOST:PORT/],
    [{ regionLatency: [{ key: "ap-shanghia", value: "40ms" }] }, /^--region-latency: .* did you mean "ap-shanghai"\?/],
    [{ regionLatency: [{ key: "ap-tokyo", value: "far" }] }, /^--region-latency ap-tokyo is "far": give REGION=mill/],
    [{ regionLatency: [{ key: "ap-tokyo", value: "10001" }] }, /^--region-latency ap-tokyo is "10001": give REGION/],
    [{ agent: "0.0.0.0:5758" }, /^--agent is "0\.0\.0\.0:5758": .*this machine only/],
    [{ agent: "unix:" }, /^--agent is/],
    [{ agent: "foo" }, /^--agent is "foo": give HOST:PORT, for instance 127\.0\.0\.1:5758, or unix:PATH/],
    [{ publicAddress: "example.org" }, /^--public-address is "example\.org": give the IP address/],
    [{ config: "missing.json" }, /^--config: cannot read "\/home\/ada\/missing\.json"/],
  ])("refuses what it cannot use: %j", (flags, message) => {
    expect(() => settings(flags)).toThrow(message);
  });
});

describe("the door to other machines", () => {
  test.each(["0.0.0.0:8080", "[::]:8080", "192.0.2.7:8080", "gse.example:8080"])(
    "stays shut at %s as long as nobody was given credentials",
    (api) => {
      const cwd = useTempDir();
      expect(() => settings({ api }, cwd)).toThrow(
        new RegExp(
          `^--api is "${api.replace(/[[\].]/g, "\\$&")}", which other machines reach, and there are no credentials yet`,
        ),
      );
      expect(settings({ api }, cwd, keys).apiAddress).toBe(api);
    },
  );

  test("opens with those that lie in the data folder, and not with what is none", () => {
    const cwd = useTempDir();
    const file = join(cwd, "credentials.json");
    writeFileSync(file, JSON.stringify({ secretId: "AKIDx", secretKey: "y" }));
    expect(settings({ api: "0.0.0.0:8080", data: "." }, cwd).apiAddress).toBe("0.0.0.0:8080");
    writeFileSync(file, "{}");
    expect(() => settings({ api: "0.0.0.0:8080", data: "." }, cwd)).toThrow(/cannot read the credentials in .*mend it/);
  });

  test("is none on this machine", () => {
    const cwd = useTempDir();
    for (const api of ["127.0.0.1:0", "localhost:8080", "[::1]:8080"])
      expect(settings({ api }, cwd).apiAddress).toBe(api);
  });
});

describe("a config file", () => {
  test("says every limit in units of people, and nothing that it does not say", () => {
    const found = configured(
      JSON.stringify({
        metrics: "public",
        rateLimits: { others: 50, ListFleets: 5 },
        quotas: { fleets: 3, assetGigabytes: 2, playersPerSession: 1000 },
        timeouts: { processReadySeconds: 60, processExitSeconds: 5, installSeconds: 900 },
        archives: { uploadGigabytes: 2, entries: 10, gigabytes: 1, ratio: 50 },
        logs: { outputMegabytes: 10, outputPieces: 1, archiveMegabytes: 20 },
        machine: { reserveMegabytes: 512, shares: { arena: 3 } },
        placements: { order: "nearest" },
        keepDays: 7,
      }),
    );
    expect(found).toMatchObject({ metrics: "public", rateLimits: { others: 50, actions: { ListFleets: 5 } } });
    expect(found.limits).toEqual({
      quotas: { fleets: 3, assetBytes: 2 * 1024 ** 3 },
      playersPerSession: 1_000,
      processReadyTimeoutMs: 60_000,
      processExitTimeoutMs: 5_000,
      installTimeoutMs: 900_000,
      uploadBytes: 2 * 1024 ** 3,
      archive: { maxEntries: 10, maxBytes: 1024 ** 3, maxRatio: 50 },
      logs: { outputBytes: 10 * 1024 ** 2, outputPieces: 1, archiveBytes: 20 * 1024 ** 2 },
      machine: { reserveBytes: 512 * 1024 ** 2, shares: { arena: 3 } },
      placementOrder: "nearest",
      keepMs: 7 * 86_400_000,
    });
    expect(configured('{"quotas": {}}')).not.toHaveProperty("limits");
    expect(configured('{"rateLimits": "none"}').rateLimits).toBe("none");
    expect(configured('{"rateLimits": {"ListFleets": 5}}').rateLimits).toEqual({ actions: { ListFleets: 5 } });
  });

  test.each([
    ["[]", /gse\.json" is no JSON object; write for instance/],
    ["{", /gse\.json" is no JSON: line 1, column 2: /],
    ['{"api": "0",\n  "data": oops}', /gse\.json" is no JSON: line 2, column 11: Unexpected token 'o'$/],
    ['{"api": "0"\n  "data": "x"}', /gse\.json" is no JSON: line 2, column 3: Expected ',' or '}'/],
    ['{"apii": "x"}', /gse\.json": there is no key "apii"; did you mean "api"\?$/],
    ['{"port": "x"}', /gse\.json": there is no key "port"; the keys are api, agent, data/],
    ['{"api": 8080}', /"api" is 8080: give a text in quotes, "8080"$/],
    ['{"api": ""}', /"api" is "": give a text in quotes$/],
    ['{"metrics": "publik"}', /"metrics" is "publik": give "local" or "public"; did you mean "public"\?$/],
    ['{"quotas": 5}', /"quotas" is 5: give an object of assets, assetGigabytes, fleets/],
    ['{"quotas": {"fleet": 5}}', /there is no key "fleet" in "quotas"; did you mean "fleets"\?/],
    ['{"quotas": {"fleets": "many"}}', /"quotas\.fleets" is "many": give a whole number from 1 to 1000000$/],
    ['{"logs": {"outputMegabytes": 1.5}}', /"logs\.outputMegabytes" is 1\.5: give a whole number/],
    ['{"timeouts": {"processExitSeconds": 0}}', /"timeouts\.processExitSeconds" is 0: give .* from 1 to 3600$/],
    ['{"machine": {"shares": 3}}', /"machine\.shares" is 3: give an object of fleets and numbers$/],
    ['{"machine": {"shares": {"arena": 0}}}', /"machine\.shares\.arena" is 0: give a whole number from 1 to 1000$/],
    ['{"rateLimits": "off"}', /"rateLimits" is "off": give "none", or an object such as/],
    [
      '{"rateLimits": {"CreateGameServerSesion": 5}}',
      /no key "CreateGameServerSesion" in "rateLimits"; did you mean "CreateGameServerSession"/,
    ],
    ['{"rateLimits": {"ListFleets": null}}', /"rateLimits\.ListFleets" is null: give a whole number/],
    ['{"__proto__": {"x": 1}}', /there is no key "__proto__"/],
    ['{"constructor": 1}', /there is no key "constructor"/],
    ['{"tls": {"cert": "a.pem"}}', /"tls" has no "key": give both/],
    ['{"tls": {"cert": "a.pem", "key": "b.pem"}}', /cannot read "tls\.cert", ".*a\.pem": ENOENT/],
  ])("is refused with the place, what was found and what is wanted: %s", (text, message) => {
    expect(() => configured(text)).toThrow(message);
  });

  test("names a certificate and its key, by paths from where it lies", () => {
    const dir = useTempDir();
    const own = aCertificate;
    writeFileSync(join(dir, "cert.pem"), own.cert);
    writeFileSync(join(dir, "key.pem"), own.key);
    writeFileSync(join(dir, "gse.json"), JSON.stringify({ tls: { cert: "cert.pem", key: "key.pem" } }));
    const { tls } = settings({ config: join(dir, "gse.json") });
    expect(String(tls?.cert)).toBe(own.cert);
    expect(String(tls?.key)).toBe(own.key);
    writeFileSync(join(dir, "key.pem"), anotherKey);
    expect(() => settings({ config: join(dir, "gse.json") })).toThrow(
      /are no certificate in PEM and the key that belongs/,
    );
    writeFileSync(join(dir, "cert.pem"), "no PEM");
    expect(() => settings({ config: join(dir, "gse.json") })).toThrow(/are no certificate in PEM and the key/);
  });

  test("has every key that the guide names, and no other", () => {
    const guide = readFileSync(new URL("../../../docs/guides/operating.md", import.meta.url), "utf8");
    const [, part = ""] = guide.split("## The config file");
    const told = [...(part.split("\n## ")[0] ?? "").matchAll(/^\| `([a-zA-Z.]+)` \| .* \| .*\|$/gm)].map(
      ([, key = ""]) => key,
    );
    const keysOf = (content: object): readonly string[] => {
      try {
        configured(JSON.stringify(content));
      } catch (error) {
        return (/the keys are (.*)$/.exec(String(error))?.[1] ?? "").split(", ");
      }
      return [];
    };
    const sections = ["tls", "quotas", "timeouts", "archives", "logs", "machine", "placements"];
    const known = [
      ...keysOf({ "": 1 }).filter((key) => !sections.includes(key)),
      ...sections.flatMap((name) => keysOf({ [name]: { "": 1 } }).map((key) => `${name}.${key}`)),
    ];
    expect(known.length).toBeGreaterThan(20);
    expect([...told].sort()).toEqual([...known].sort());
  });
});
