import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { useDevHost } from "./use-dev-host.js";
import { useFleetHost, type FleetHost } from "./use-fleet-host.js";
import { useFixture, type GseRun } from "./use-gse.js";

/** Two ACTIVE fleets, as their ids. */
async function useTwoFleets() {
  const host = await useFleetHost();
  return { host, fleets: [await host.fleet(), await host.fleet({ Name: "arena" })] as const };
}

/** Of a new session, what people write of its id. */
async function made(host: Pick<FleetHost, "run">, ...flags: readonly string[]): Promise<string> {
  const { stdout } = await host.run("session", "create", "--no-wait", "--json", ...flags);
  const { GameServerSessionId: id } = JSON.parse(stdout) as { readonly GameServerSessionId: string };
  return id.slice(id.lastIndexOf("/") + 1);
}

const json = ({ stdout }: GseRun): unknown => JSON.parse(stdout) as unknown;

const shown = ({ stdout }: GseRun): string | undefined => /^session +\S+\/(\S+)$/m.exec(stdout)?.[1];

describe("a session of several fleets", { timeout: 60_000 }, () => {
  test("is found by its id or name without --fleet", async () => {
    const { host } = await useTwoFleets();
    const [first, second] = [
      await made(host, "--fleet", "chat", "--name", "lobby"),
      await made(host, "--fleet", "arena", "--name", "duel"),
    ];
    for (const meant of [first, "lobby"]) expect(shown(await host.run("session", "show", meant))).toBe(first);
    expect(shown(await host.run("session", "show", "duel"))).toBe(second);
    expect(await host.run("session", "end", second)).toMatchObject({ code: 0 });
    const hint = (await host.run("session", "create", "--fleet", "chat", "--no-wait")).stdout;
    const [, next = ""] = /^next: gse (.*) PLAYER…/m.exec(hint) ?? [];
    // ACTIVATING, as nobody plays its game server.
    expect(await host.run(...next.split(" "), "ada")).toMatchObject({
      stderr: expect.not.stringContaining("say which with --fleet") as unknown,
    });
  });

  test("is the latest where one fleet has any; where several have, each is told", async () => {
    const { host, fleets } = await useTwoFleets();
    expect(await host.run("session", "show", "latest")).toMatchObject({
      code: 1,
      stderr: 'gse: there is no game server session yet; make one with "gse session create"\n',
    });
    const first = await made(host, "--fleet", "chat");
    expect(shown(await host.run("session", "show", "latest"))).toBe(first);
    const second = await made(host, "--fleet", "arena");
    const { code, stderr } = await host.run("session", "show", "latest");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^gse: 2 fleets have sessions, so "latest" may be .*; say which fleet with --fleet$/m);
    for (const [id, fleet] of [
      [first, fleets[0]],
      [second, fleets[1]],
    ] as const)
      expect(stderr).toContain(`${id} on ${fleet} (`);
    expect(shown(await host.run("session", "show", "latest", "--fleet", "arena"))).toBe(second);
  });

  test("that may be one of several says on which fleet to look", async () => {
    const { host } = await useTwoFleets();
    for (const fleet of ["chat", "arena"]) await made(host, "--fleet", fleet, "--name", "lobby");
    expect(await host.run("session", "show", "lobby")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/may be any of 2 sessions: .*, or say on which fleet with --fleet$/m) as unknown,
    });
  });
});

describe("a session of a server that was started by hand", { timeout: 60_000 }, () => {
  test("is found beside fleets", async () => {
    const host = await useDevHost();
    const server = useFixture("game-server.mjs", [], { cwd: host.cwd, env: { GSE_AGENT_ADDRESS: host.agent } });
    await server.line(/^ready/);
    const id = await made(host);
    mkdirSync(join(host.cwd, "game"));
    writeFileSync(join(host.cwd, "game", "read-me.txt"), "no server in here");
    expect(await host.run("asset", "upload", "game")).toMatchObject({ code: 0 });
    const fleet = ["--asset", "latest", "--launch", "server.sh", "--port", "7000-7099", "--no-wait"];
    expect(await host.run("fleet", "create", ...fleet)).toMatchObject({ code: 0 });
    for (const meant of ["latest", id.slice(0, 15)]) expect(shown(await host.run("session", "show", meant))).toBe(id);
  });
});

describe("gse session without --fleet", { timeout: 60_000 }, () => {
  test("works on the only fleet there is, or on one that is named", async () => {
    const host = await useFleetHost();
    const FleetId = await host.fleet();
    const made = await host.run("session", "create", "--name", "lobby", "--no-wait", "--json");
    expect(json(made)).toMatchObject({ FleetId });
    const { onSetUp } = host.machine;
    host.machine.onSetUp = () => undefined;
    await host.fleet({ Name: "not yet there" });
    expect(json(await host.run("session", "list", "--json"))).toMatchObject([{ FleetId }]);
    host.machine.onSetUp = onSetUp;
    const arena = await host.fleet({ Name: "arena" });
    const unclear = await host.run("session", "list");
    expect([unclear.code, unclear.stderr]).toEqual([
      2,
      expect.stringMatching(/there are 2 fleets; say which with --fleet/),
    ]);
    expect(json(await host.run("session", "create", "--fleet", "arena", "--no-wait", "--json"))).toMatchObject({
      FleetId: arena,
    });
    expect(json(await host.run("session", "list", "--fleet", "chat", "--json"))).toMatchObject([{ Name: "lobby" }]);
  });
});

describe("a fleet that does not exist", { timeout: 60_000 }, () => {
  test("is refused to who looks for its sessions", async () => {
    const host = await useFleetHost();
    const FleetId = await host.fleet();
    for (const command of ["list", "search"])
      expect(await host.run("session", command, "--fleet", "fleet-nosuch")).toMatchObject({
        code: 1,
        stdout: "",
        stderr: `gse: there is no fleet "fleet-nosuch"; there are ${FleetId} (chat)\n`,
      });
    const { stdout } = await host.run("session", "list", "--fleet", "chat");
    expect(stdout).toMatch(new RegExp(`make one with: gse session create --fleet ${FleetId}\n$`));
  });

  test("is as good as any under gse dev, where its name begins with fleet-", async () => {
    const host = await useDevHost();
    expect(await host.run("session", "list", "--fleet", "fleet-mine")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/on fleet-mine; make one with: .*session create --fleet fleet-mine/) as unknown,
    });
    expect(await host.run("session", "create", "--fleet", "nosuch")).toMatchObject({
      code: 1,
      stderr:
        'gse: there is no fleet "nosuch", and none was created; make one with "gse fleet create", ' +
        "or give fleet-dev, where servers are that were started by hand\n",
    });
  });
});

test("a session without slots is told as one that nobody can join", async () => {
  const host = await useDevHost();
  const server = useFixture("game-server.mjs", [], { cwd: host.cwd, env: { GSE_AGENT_ADDRESS: host.agent } });
  await server.line(/^ready/);
  const { code, stdout } = await host.run("session", "create", "--max-players", "0");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^✓ gssess-\S+ is ACTIVE at 127\.0\.0\.1:\d+, and nobody can join it: it has no player slot/);
  expect(stdout).toMatch(/^next: gse session update gssess-\S+ --max-players N$/m);
});
