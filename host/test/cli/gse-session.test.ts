import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { useTempDir } from "../support/use-temp-dir.js";
import { useDevHost, type DevHost } from "./use-dev-host.js";
import { gse, useFixture, type GseRun } from "./use-gse.js";

describe("gse session", () => {
  test("create makes a session and shows it once players may come", async () => {
    const host = await useHostWithServer();
    const { code, stdout } = await host.run("session", "create", "--name", "lobby", "--max-players", "3");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ gssess-[\da-f]{8} is open to players at 127\.0\.0\.1:\d+ \(\d/);
    expect(stdout).toMatch(/^status +ACTIVE$/m);
    expect(stdout).toMatch(/^players +0 of 3, ACCEPT_ALL$/m);
    expect(stdout).toMatch(/^next: gse session join gssess-[\da-f]{8} PLAYER…$/m);
  });

  test("create hands everything to the game server that its flags say", async () => {
    const host = await useHostWithServer();
    writeFileSync(join(host.cwd, "level.txt"), "level 7");
    const flags = [
      "--property",
      "map=ice",
      "--property",
      "rule=a=b",
      "--session-data",
      "@level.txt",
      "--creator",
      "eve",
    ];
    const made = json(
      await host.run("session", "create", ...flags, "--fleet", "fleet-x", "--token", "first", "--json"),
    );
    expect(made).toMatchObject({
      FleetId: "fleet-x",
      GameProperties: [
        { Key: "map", Value: "ice" },
        { Key: "rule", Value: "a=b" },
      ],
      GameServerSessionData: "level 7",
      CreatorId: "eve",
      Status: "ACTIVE",
    });
    expect(made).toHaveProperty("GameServerSessionId", expect.stringMatching(/\/first$/));
  });

  test("create says why there is no session, with exit code 1", async () => {
    const host = await useDevHost();
    const { code, stderr, stdout } = await host.run("session", "create");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^ResourceInsufficient: .*\n\(CreateGameServerSession, request \S+\)\n$/);
  });

  test("create gives up on a session that does not become ACTIVE, with exit code 1", async () => {
    const host = await useDevHost();
    const server = useFixture("slow-server.mjs", [], { cwd: host.cwd, env: { GSE_AGENT_ADDRESS: host.agent } });
    await server.line(/^ready/);
    expect(json(await host.run("session", "create", "--no-wait", "--json"))).toMatchObject({ Status: "ACTIVATING" });
    expect((await host.run("session", "end", "latest")).code).toBe(0);
  });

  test("join holds a slot for each player, and show tells who is there", async () => {
    const host = await useHostWithServer();
    const { GameServerSessionId: id } = json(
      await host.run("session", "create", "--name", "lobby", "--json"),
    ) as SessionId;
    const short = id.slice(id.lastIndexOf("/") + 1).slice(0, 12);
    const joined = await host.run("session", "join", short, "ada", "bob");
    expect(joined.code).toBe(0);
    expect(joined.stdout).toMatch(/^PLAYER {2}PLAYER SESSION +STATUS +ADDRESS$/m);
    expect(joined.stdout).toMatch(/^ada {5}psess-\S+ {2}RESERVED {2}127\.0\.0\.1:\d+$/m);
    const one = json(await host.run("session", "join", id, "eve", "--player-data", "blue", "--json"));
    expect(one).toMatchObject([{ PlayerId: "eve", PlayerData: "blue", Status: "RESERVED" }]);

    expect((await host.run("session", "end", "nobody's")).code).toBe(1);
    const shown = await host.run("session", "show", "lobby");
    expect(shown.stdout).toMatch(/^players +3 of 10, ACCEPT_ALL$/m);
    for (const player of ["ada", "bob", "eve"]) expect(shown.stdout).toMatch(new RegExp(`^${player} +psess-`, "m"));
    expect(json(await host.run("session", "show", id, "--json"))).toMatchObject({
      GameServerSession: { GameServerSessionId: id },
      PlayerSessions: [{ PlayerId: "eve" }, { PlayerId: "bob" }, { PlayerId: "ada" }],
    });
  });

  test("list shows the newest first, and only those that were asked for", async () => {
    const host = await useHostWithServer();
    expect((await host.run("session", "list")).stdout).toMatch(/no game server session on fleet-dev; make one/);
    await host.run("session", "create", "--name", "over\u001b[31m\nred");
    const { stdout } = await host.run("session", "list");
    expect(stdout).toMatch(/^SESSION +NAME +STATUS +PLAYERS +ADDRESS +AGE$/m);
    expect(stdout).toMatch(/^gssess-\S{8} +over\\u001b\[31m\\nred +ACTIVE +0 of 10 +127\.0\.0\.1:\d+ +\d+ s$/m);
    expect(json(await host.run("session", "list", "--status", "TERMINATED", "--json"))).toEqual([]);
    expect(json(await host.run("session", "list", "--fleet", "fleet-other", "--json"))).toEqual([]);
  });

  test("update changes what is named of a session", async () => {
    const host = await useHostWithServer();
    await host.run("session", "create", "--name", "lobby");
    expect((await host.run("session", "update", "lobby")).stderr).toMatch(/say what to change: --name/);
    const { code, stdout } = await host.run("session", "update", "lobby", "--players", "deny", "--max-players", "2");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^players +0 of 2, DENY_ALL$/m);
    const asJson = await host.run(
      "session",
      "update",
      "lobby",
      "--protection",
      "FullProtection",
      "--name",
      "arena",
      "--json",
    );
    expect(json(asJson)).toMatchObject({ Name: "arena", MaximumPlayerSessionCount: 2 });
    expect((await host.run("session", "update", "arena", "--players", "accept")).stdout).toMatch(/ACCEPT_ALL$/m);
  });

  test("end ends the session and its process", async () => {
    const { server, ...host } = await useHostWithServer();
    await host.run("session", "create");
    const { code, stdout } = await host.run("session", "end", "latest");
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^✓ gssess-\S+ is ending/)]);
    expect(await server.exited).toMatchObject({ code: 0 });
    await host.line(/process ended/);
    expect(json(await host.run("session", "list", "--json"))).toMatchObject([{ Status: "TERMINATED" }]);
  });

  test("leaves it to the service to say that a session does not exist, with exit code 1", async () => {
    const host = await useDevHost();
    const { code, stderr } = await host.run("session", "show", "nowhere");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ResourceNotFound: .*nowhere/);
    const asJson = await host.run("session", "join", "nowhere", "ada", "--json");
    expect(asJson).toMatchObject({ code: 1, stderr: "" });
    expect(json(asJson)).toMatchObject({ Error: { Code: "ResourceNotFound" } });
  });

  test("says where it looked when no host answers, with exit code 3", async () => {
    const cwd = useTempDir();
    const without = await gse(["session", "list"], { cwd });
    expect([without.code, without.stderr]).toEqual([3, expect.stringContaining(join(cwd, ".gse", "credentials.json"))]);
    const env = { TENCENTCLOUD_SECRET_ID: "AKIDx", TENCENTCLOUD_SECRET_KEY: "not to be seen" };
    const { code, stdout, stderr } = await gse(["session", "list", "--endpoint", "127.0.0.1:1"], { cwd, env });
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(/no GSE answers at http:\/\/127\.0\.0\.1:1: nothing listens there/);
    expect(stderr).not.toContain("not to be seen");
  });

  test.each([
    [["session", "join", "latest"], /missing required argument 'PLAYER'/],
    [["session", "create", "--max-players", "many"], /'many' is invalid.*whole number/],
    [["session", "create", "--property", "novalue"], /KEY=VALUE/],
    [["session", "list", "--status", "SLEEPING"], /choices are ACTIVATING, ACTIVE/],
    [["session", "creat"], /unknown command 'creat'\n\(Did you mean create\?\)/],
    [["sesion"], /unknown command 'sesion'\n\(Did you mean session\?\)/],
    [["session", "list", "--flet", "x"], /unknown option '--flet'\n\(Did you mean --fleet\?\)/],
  ])("is refused with exit code 2 when written wrongly: %s", async (args, message) => {
    const { code, stderr } = await gse(args, { cwd: useTempDir() });
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});

interface SessionId {
  readonly GameServerSessionId: string;
}

async function useHostWithServer(): Promise<DevHost & { readonly server: ReturnType<typeof useFixture> }> {
  const host = await useDevHost();
  const server = useFixture("game-server.mjs", [], { cwd: host.cwd, env: { GSE_AGENT_ADDRESS: host.agent } });
  await server.line(/^ready/);
  return { ...host, server };
}

const json = ({ stdout }: GseRun): unknown => JSON.parse(stdout) as unknown;
