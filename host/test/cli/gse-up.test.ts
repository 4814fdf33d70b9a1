import { request } from "node:https";
import { networkInterfaces } from "node:os";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aCertificate } from "../support/a-certificate.js";
import { textLike } from "../support/text-like.js";
import { useTempDir } from "../support/use-temp-dir.js";
import { gse, isAlive, useFixture, useGse } from "./use-gse.js";
import { useUp, type Up } from "./use-up.js";

const linesOf = (stdout: string) =>
  stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { level: string; msg: string; sessions?: number; launched?: number });

const FLEET = "fleet-a";
const create = (up: Up) => up.client.call("CreateGameServerSession", { FleetId: FLEET, MaximumPlayerSessionCount: 2 });
const startGame = async (up: Up, cwd: string, fixture: string) => {
  const server = useFixture(fixture, [], { cwd, env: { GSE_AGENT_ADDRESS: up.agent } });
  await server.line(/^ready/);
  const { GameServerSession } = await create(up);
  const { GameServerSessionId } = GameServerSession;
  const status = async () => {
    const { GameServerSessions } = await up.client.call("DescribeGameServerSessions", { GameServerSessionId });
    return GameServerSessions[0]?.Status;
  };
  await expect.poll(status, { interval: 100 }).toBe("ACTIVE");
  return server;
};

describe("gse up", () => {
  test("leaves the games running when it ends, and takes them back when it starts again", async () => {
    const cwd = useTempDir();
    const first = await useUp(cwd);
    const server = await startGame(first, cwd, "game-server.mjs");
    first.signal("SIGTERM");
    expect(await first.exited).toMatchObject({ code: 0, stderr: "" });

    const second = await useUp(cwd, { agent: first.agent });
    expect(second).toMatchObject({ processes: 1, sessions: 1 });
    expect(isAlive(server.pid)).toBe(true);
    const list = ["session", "list", "--fleet", FLEET, "--endpoint", second.api, "--json"];
    expect(JSON.parse((await gse(list, { cwd })).stdout)).toMatchObject([{ Status: "ACTIVE" }]);
  });

  test("logs one JSON object per line, in the words of GSE Local", async () => {
    const cwd = useTempDir();
    const up = await useUp(cwd);
    const refused = await gse(["session", "create", "--fleet", FLEET, "--endpoint", up.api], { cwd });
    expect(refused).toMatchObject({ code: 1 });
    up.signal("SIGINT");
    const { code, stdout } = await up.exited;
    expect(code).toBe(0);
    expect(linesOf(stdout).map(({ level, msg }) => `${level} ${msg}`)).toEqual([
      "info start grpc v3 server success",
      "info gse is up",
      "info API to use: GSE.CreateGameServerSession, with input",
      expect.stringMatching(/^info .*/),
      "info gse is going down; games go on",
      "info gse is down",
    ]);
  });

  test("limits how often actions are called as the cloud does, unless the config file says otherwise", async () => {
    const burst = async (up: Up) => {
      const calls = Array.from({ length: 60 }, () => up.client.call("ListFleets", {}));
      const settled = await Promise.allSettled(calls);
      return settled.filter(({ status }) => status === "rejected").length;
    };
    const cwd = useTempDir();
    expect(await burst(await useUp(cwd))).toBeGreaterThan(20);
    expect(await burst(await useUp(cwd, { data: "free", config: { rateLimits: "none" } }))).toBe(0);
  });
});

describe("gse up --drain", () => {
  test("has the games end, waits for them, and says so", async () => {
    const cwd = useTempDir();
    const up = await useUp(cwd, { flags: ["--drain"] });
    const server = await startGame(up, cwd, "game-server.mjs");
    up.signal("SIGTERM");
    const { code, stdout } = await up.exited;
    expect(code).toBe(0);
    expect((await server.exited).code).toBe(0);
    const lines = linesOf(stdout);
    expect(lines).toContainEqual(
      expect.objectContaining({ msg: textLike(/^waiting for games to end/), processes: 1, sessions: 1 }),
    );
    expect(lines.at(-2)).toMatchObject({ msg: "gse is going down; all games have ended", sessions: 0 });
  });

  test("takes no new session while it waits, and a second signal ends the waiting: games go on", async () => {
    const cwd = useTempDir();
    const up = await useUp(cwd, { flags: ["--drain", "600"] });
    const server = await startGame(up, cwd, "staying-server.mjs");
    const idle = useFixture("game-server.mjs", [], { cwd, env: { GSE_AGENT_ADDRESS: up.agent } });
    await idle.line(/^ready/);
    up.signal("SIGTERM");
    await up.line(/waiting for games to end/);
    await server.line(/asked to go, staying/);
    await idle.exited;
    await expect(create(up)).rejects.toMatchObject({ code: "ResourceUnavailable" });
    up.signal("SIGTERM");
    const { code, stdout } = await up.exited;
    expect(code).toBe(0);
    expect(linesOf(stdout).at(-2)).toMatchObject({ msg: "gse is going down; games go on", sessions: 1 });
    expect(linesOf(stdout).map(({ msg }) => msg)).toContain(
      "nobody waits any longer: what is left goes on without a host",
    );
    expect(isAlive(server.pid)).toBe(true);
  });

  test("waits only as long as it was told", async () => {
    const cwd = useTempDir();
    const up = await useUp(cwd, { flags: ["--drain", "1"] });
    const server = await startGame(up, cwd, "staying-server.mjs");
    up.signal("SIGTERM");
    const { code, stdout } = await up.exited;
    expect(code).toBe(0);
    expect(linesOf(stdout).map(({ msg }) => msg)).toContain(
      "the time to wait is over: what is left goes on without a host",
    );
    expect(isAlive(server.pid)).toBe(true);
  });
});

describe("what operators ask of gse up", () => {
  test("is answered to programs on this machine: that it lives, is ready, and how it fares", async () => {
    const cwd = useTempDir();
    const up = await useUp(cwd);
    const get = (path: string, headers = {}) => fetch(`${up.url}${path}`, { headers });
    expect(await (await get("/healthz")).text()).toBe("ok\n");
    expect(await (await get("/readyz")).text()).toBe("ready\n");
    await startGame(up, cwd, "game-server.mjs");
    const answer = await get("/metrics");
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await answer.text();
    expect(text).toContain('gse_sessions{status="ACTIVE"} 1\n');
    expect(text).toContain('gse_processes{state="busy"} 1\n');
    expect(text).toMatch(/gse_api_call_seconds_count\{action="CreateGameServerSession",code="OK"\} 1\n/);
    expect(text).toMatch(/gse_agent_call_seconds_count\{call="ProcessReady",result="ok"\} 1\n/);
    expect(text).toMatch(/gse_commit_rows_count [1-9]/);
    expect(text).toMatch(/gse_event_loop_lag_seconds_count \d+/);
    for (const path of ["/healthz", "/readyz", "/metrics"]) {
      const proxied = await get(path, { "x-forwarded-for": "192.0.2.1" });
      expect(proxied.status).toBe(403);
      expect(await proxied.text()).toMatch(/^only programs on this machine may ask this, and .*"metrics": "public"/);
    }
  });

  const outside = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

  test.skipIf(outside === undefined)("is answered to other machines only where the config file says so", async () => {
    const cwd = useTempDir();
    const credentials = { TENCENTCLOUD_SECRET_ID: "AKIDx", TENCENTCLOUD_SECRET_KEY: "y" };
    const open = async (config: object, data: string) => {
      writeFileSync(join(cwd, `${data}.json`), JSON.stringify(config));
      const args = ["--api", "0.0.0.0:0", "--agent", "127.0.0.1:0", "--data", data, "--config", `${data}.json`];
      const program = useGse(["up", ...args], { cwd, env: credentials });
      const { api } = JSON.parse(await program.line(/"gse is up"/)) as { api: string };
      return `http://${outside ?? ""}:${api.split(":")[1] ?? ""}`;
    };
    const shut = await open({}, "shut");
    for (const path of ["/metrics", "/healthz", "/readyz"]) expect((await fetch(`${shut}${path}`)).status).toBe(403);
    expect((await fetch(`${shut}/v1/ping`)).status).toBe(200);
    expect((await fetch(`${shut}/capi`, { method: "POST", body: '{"Action":"ListFleets"}' })).status).toBe(403);
    const wide = await open({ metrics: "public" }, "wide");
    for (const path of ["/metrics", "/healthz", "/readyz"]) expect((await fetch(`${wide}${path}`)).status).toBe(200);
    expect((await fetch(`${wide}/capi`, { method: "POST", body: '{"Action":"ListFleets"}' })).status).toBe(403);
  });
});

describe("gse up with a certificate", () => {
  test("speaks HTTPS and nothing else, and says so", async () => {
    const cwd = useTempDir();
    writeFileSync(join(cwd, "cert.pem"), aCertificate.cert);
    writeFileSync(join(cwd, "key.pem"), aCertificate.key);
    const up = await useUp(cwd, { config: { tls: { cert: "cert.pem", key: "key.pem" } } });
    expect(up.url).toBe(`https://${up.api}`);

    const ready = await new Promise<string>((resolve, reject) => {
      request(`${up.url}/readyz`, { ca: aCertificate.cert, agent: false }, (incoming) => {
        incoming.setEncoding("utf8").once("data", resolve);
      })
        .once("error", reject)
        .end();
    });
    expect(ready).toBe("ready\n");
    await expect(fetch(`http://${up.api}/readyz`)).rejects.toThrow();

    const list = ["session", "list", "--fleet", FLEET, "--endpoint", up.url, "--json"];
    writeFileSync(join(cwd, "ca.pem"), aCertificate.cert);
    const trusting = await gse(list, { cwd, env: { NODE_EXTRA_CA_CERTS: join(cwd, "ca.pem") } });
    expect(trusting).toMatchObject({ code: 0, stdout: "[]\n" });
    const strict = await gse(list, { cwd });
    expect(strict).toMatchObject({
      code: 3,
      stdout: textLike(
        /nobody whom this program trusts .*SELF_SIGNED.*give the issuer's by NODE_EXTRA_CA_CERTS=ca\.pem"/,
      ),
    });
    const plain = await gse(["session", "list", "--endpoint", up.api], { cwd });
    expect(plain).toMatchObject({ code: 3, stderr: textLike(/if a host with TLS listens there, use https:\/\/127/) });
    expect(plain.stderr).not.toContain("Start a host");
  });
});

describe("gse up without a certificate", () => {
  test("is told of by who calls it by HTTPS", async () => {
    const cwd = useTempDir();
    const { api } = await useUp(cwd);
    const { code, stderr } = await gse(["session", "list", "--endpoint", `https://${api}`], { cwd });
    expect([code, stderr]).toEqual([
      3,
      textLike(/speaks no TLS; if it is a host without a certificate, use http:\/\/127/),
    ]);
  });
});

test("a host that was told what it cannot do says so and does not start", async () => {
  const cwd = useTempDir();
  writeFileSync(join(cwd, "gse.json"), '{"quota": {}}');
  expect(await gse(["up", "--config", "gse.json"], { cwd })).toMatchObject({
    code: 2,
    stderr: textLike(/there is no key "quota"; did you mean "quotas"\?/),
  });
  expect(await gse(["up", "--api", "0.0.0.0:0"], { cwd })).toMatchObject({
    code: 2,
    stderr: textLike(/which other machines reach, and there are no credentials yet/),
  });
});
