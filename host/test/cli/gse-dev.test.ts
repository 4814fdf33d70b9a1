import { writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { useTempDir } from "../support/use-temp-dir.js";
import { useDevHost } from "./use-dev-host.js";
import { gse, isAlive, linesOf, useFixture, useGse } from "./use-gse.js";

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

describe("gse dev", () => {
  test("takes in a game server that was started by hand, and logs each step in the words of GSE Local", async () => {
    const host = await useDevHost();
    const server = useFixture("game-server.mjs", [], { cwd: host.cwd, env: { GSE_AGENT_ADDRESS: host.agent } });
    await server.line(/^ready/);
    expect(await host.run("session", "create", "--name", "lobby", "--max-players", "2")).toMatchObject({ code: 0 });
    expect(await host.run("session", "join", "latest", "ada")).toMatchObject({ code: 0 });
    host.signal("SIGINT");
    expect(await host.exited).toMatchObject({ code: 0 });

    const steps = host.lines().map((line) => JSON.parse(line) as Record<string, unknown>);
    const words = steps.map(({ msg }) =>
      String(msg)
        .replace(/\S*gssess-\S+|psess-\S+/, "…")
        .replace(/\d{2,}/, "1"),
    );
    expect(words).toEqual([
      "start grpc v3 server success",
      "gse dev is up",
      "ProcessReady Info is",
      "set runner success",
      "API to use: GSE.CreateGameServerSession, with input",
      "Reserved process: 1 for GameServerSession: …",
      "start to call StartGameSessionByGrpc to game server",
      "onGameSessionActivate received",
      "call StartGameSessionByGrpc to game server success",
      "API to use: GSE.JoinGameServerSession, with input",
      "Creating player session with id: ada for gameServersessionId: …",
      "Created player session with PlayerId: ada and PlayerSessionId: …",
      "gse dev is ending",
    ]);
    for (const { level, ts } of steps)
      expect([level, ts]).toEqual(["info", expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/)]);
    expect(steps[2]).toMatchObject({
      pid: server.pid,
      info: expect.stringMatching(/^clientPort:\d+ grpcPort:\d+ $/) as unknown,
    });
    expect(steps[2]).toHaveProperty("requestId");
  });

  test("gives the server that it starts its place in GSE, and ends it in order", async () => {
    const host = await useDevHost(["--no-watch", "--", process.execPath, fixture("game-server.mjs")]);
    expect(await host.line(/ready for fleet/)).toContain("ready for fleet fleet-dev, ports 7000-7099");
    host.signal("SIGTERM");
    const { code, stdout } = await host.exited;
    expect(code).toBe(0);
    expect(stdout).toContain("onProcessEnding received");
  });

  test("starts the server again when one of its files changes", async () => {
    const cwd = useTempDir();
    const host = await useDevHost(["--", process.execPath, fixture("game-server.mjs")], cwd);
    await host.line(/ready for fleet/);
    await host.line(/is started again when something in this folder changes/);
    writeFileSync(join(cwd, "settings.js.map"), "does not count");
    writeFileSync(join(cwd, "settings.js"), "counts");
    await host.line(/settings\.js changed: starting the server again/);
    await host.line(/onProcessEnding received/);
    await linesOf(host, /ready for fleet/, 2);
    host.signal("SIGINT");
    expect(await host.exited).toMatchObject({ code: 0 });
    expect(host.lines().filter((line) => line.includes("changed"))).toHaveLength(1);
  });

  test("starts a server that crashed again, after a pause that grows", async () => {
    const host = await useDevHost(["--no-watch", "--", process.execPath, fixture("crashing-server.mjs")]);
    expect(await host.line(/exit code 3\); starting it again in 500 ms/)).toContain('"level":"warn"');
    await host.line(/exit code 3\); starting it again in 1\.0 s/);
    host.signal("SIGINT");
    expect(await host.exited).toMatchObject({ code: 0 });
  });

  test("says what it could not start, and how to write it", async () => {
    const { code, stderr } = await gse(
      ["dev", "--api", "0", "--agent", "127.0.0.1:0", "--", "no-such-program", "--flag"],
      { cwd: useTempDir() },
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /cannot start "no-such-program --flag": "no-such-program" is not found in PATH; .*gse dev -- node server\.js/,
    );
    const quoted = await gse(["dev", "--api", "0", "--agent", "127.0.0.1:0", "--", "node x.js"], { cwd: useTempDir() });
    expect(quoted.stderr).toMatch(
      /"node x\.js" is not found in PATH; write it without quotes: gse dev -- node x\.js$/m,
    );
  });

  test("ends a server that does not go by itself, with all that it started", async () => {
    const host = await useDevHost(["--no-watch", "--", process.execPath, fixture("stubborn-server.mjs")]);
    const pids = pidsIn(await host.line(/pids \d+ \d+/));
    host.signal("SIGINT");
    await host.line(/got SIGTERM, staying/);
    expect(await host.exited).toMatchObject({ code: 0 });
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test("ends at once at the second Ctrl-C, with exit code 130 and without leaving the server", async () => {
    const host = await useDevHost(["--no-watch", "--", process.execPath, fixture("stubborn-server.mjs")]);
    const pids = pidsIn(await host.line(/pids \d+ \d+/));
    host.signal("SIGINT");
    await host.line(/got SIGTERM, staying/);
    host.signal("SIGINT");
    expect(await host.exited).toMatchObject({ code: 130 });
    await Promise.all(pids.map(gone));
  });

  test("ends the server that it left when it was killed", async () => {
    const cwd = useTempDir();
    const command = ["--no-watch", "--", process.execPath, fixture("stubborn-server.mjs")];
    const first = await useDevHost(command, cwd);
    const pids = pidsIn(await first.line(/pids \d+ \d+/));
    first.signal("SIGKILL");
    await first.exited;
    const second = await useDevHost(command, cwd);
    await second.line(/ended the server that an earlier run left behind/);
    await Promise.all(pids.map(gone));
    second.signal("SIGINT");
    await second.exited;
  });

  test("names every address that is taken and the flag that changes it, with exit code 2", async () => {
    const host = await useDevHost();
    const { code, stderr } = await gse(["dev", "--api", host.api, "--agent", host.agent], { cwd: useTempDir() });
    expect(code).toBe(2);
    expect(stderr).toContain(`${host.api}  wanted by the cloud API; change it with --api`);
    expect(stderr).toContain(`${host.agent}  wanted by the agent; change it with --agent`);
  });

  test("refuses data that another host uses, with exit code 2", async () => {
    const host = await useDevHost();
    const { code, stderr } = await gse(["dev", "--api", "0", "--agent", "127.0.0.1:0"], { cwd: host.cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/another host uses it.*--data/);
  });

  test("goes on when nobody reads its output any more", async () => {
    const host = await useDevHost();
    host.closeStdout();
    expect(await host.run("session", "list")).toMatchObject({ code: 0 });
    expect(await host.run("session", "create")).toMatchObject({ code: 1 });
    host.signal("SIGINT");
    expect(await host.exited).toMatchObject({ code: 0, stderr: "" });
  });

  test("shows a person where everything is, and one line for each step", async () => {
    const program = useGse(["dev", "--log", "text", "--api", "0", "--agent", "127.0.0.1:0", "--data", "state"], {
      cwd: useTempDir(),
    });
    const banner = await program.line(/gse session create --endpoint 127\.0\.0\.1:\d+ --data state/);
    const endpoint = /--endpoint (\S+)/.exec(banner)?.[1] ?? "";
    expect(await program.line(/curl/)).toContain(
      `curl http://${endpoint}/capi -d '{"Action":"CreateGameServerSession"`,
    );
    const agent = /(\S+) {2}game servers connect here/.exec(await program.line(/game servers connect/))?.[1] ?? "";
    useFixture("game-server.mjs", [], { cwd: "/", env: { GSE_AGENT_ADDRESS: agent } });
    await program.line(/^\d\d:\d\d:\d\d\.\d{3} {2}ready {4}process \d+ waits for sessions \(players on port \d+/);
  });

  test("takes its addresses from a file, and from flags rather", async () => {
    const cwd = useTempDir();
    const taken = createServer();
    onTestFinished(() => void taken.close());
    await once(taken.listen(0, "127.0.0.1"), "listening");
    const api = `127.0.0.1:${String((taken.address() as AddressInfo).port)}`;
    writeFileSync(join(cwd, "gse.json"), JSON.stringify({ api, agent: "127.0.0.1:0", data: "elsewhere" }));
    expect((await gse(["dev", "--config", "gse.json"], { cwd })).stderr).toContain(api);
    const program = useGse(["dev", "--config", "gse.json", "--api", "0"], { cwd });
    expect(await program.line(/gse dev is up/)).toContain(join(cwd, "elsewhere"));
  });
});

const pidsIn = (line: string): readonly number[] => (/pids (\d+) (\d+)/.exec(line) ?? []).slice(1).map(Number);

/** The kernel takes a moment to bury what was killed. */
const gone = (pid: number): Promise<void> =>
  expect.poll(() => isAlive(pid), { timeout: 10_000, interval: 10 }).toBe(false);
