import { existsSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { useTempDir } from "../support/use-temp-dir.js";
import { gse, isAlive, useFixture, useGse } from "./use-gse.js";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const foreign = (...faults: readonly string[]) => [process.execPath, path("fixtures/foreign-server.mjs"), ...faults];
const sample = (file: string) => [process.execPath, path(`../../../examples/${file}`)];
const asPlayer = [
  "--player-command",
  `"${process.execPath}" "${path("fixtures/player.mjs")}" {address} {playerSessionId}`,
];

/** For servers that do not answer; how long they take to start is another matter. */
const impatient = ["--patience", "1500"];
const names = [
  "ready",
  "listens",
  "health",
  "session",
  "players",
  "restart",
  "next",
  "ending",
  "exit",
  "wire",
] as const;

describe("gse doctor", () => {
  test("finds a game server on raw gRPC fit, from ProcessReady to its exit, players included", async () => {
    const { code, report } = await examined(foreign("ends-sessions"), ["--strict", ...asPlayer]);
    expect(complaints(report)).toEqual({});
    expect(verdicts(report)).toEqual(Object.fromEntries(names.map((name) => [name, "ok"])));
    expect(found(report, "players")).toEqual([
      "a player who has joined is let in",
      "a player session for the second time is refused",
      "an invented player session is refused",
      "a player session that has lapsed after 60 s is refused",
    ]);
    expect(found(report, "restart")).toContain("it does not connect again by itself, and need not: the next call does");
    expect(report).toMatchObject({ passed: true, gseTimeMs: 181_000, server: { end: { code: 0 } } });
    expect(code).toBe(0);
  });

  test.each([
    ["the chat sample", "chat/dist/server.js", ["--client-ports", "0"]],
    ["the hello sample", "hello/dist/server.js", []],
  ])("finds %s fit; what takes players is left out and says so", async (_what, file, flags) => {
    const { code, report } = await examined(sample(file), ["--strict", ...flags], { PORT: String(await aFreePort()) });
    expect(complaints(report)).toEqual({});
    expect(verdicts(report)).toMatchObject({ players: "skipped", next: "skipped", restart: "ok", exit: "ok" });
    expect(report.checks.find(({ name }) => name === "players")?.skippedBecause).toContain("--player-command");
    expect(found(report, "restart")).toContain("it connects again by itself, and says ProcessReady once more");
    expect(code).toBe(0);
  });

  test.each(["before", "after"])(
    "finds the tutorial's program fit for players, written the way of %s",
    async (name) => {
      const env = { PORT: String(await aFreePort()), GRPC_PORT: "0" };
      const { code, report } = await examined(sample(`tutorial/dist/${name}.js`), ["--strict", ...asPlayer], env);
      expect(complaints(report)).toEqual({});
      expect([code, report.counts]).toEqual([0, { ok: 10, warning: 0, failed: 0, skipped: 0 }]);
    },
  );

  test.each<[faults: string, check: CheckName, found: RegExp, skipped: readonly CheckName[]]>([
    ["never-ready", "ready", /^no ProcessReady within 3\.0 s; nothing connected/, names.slice(1)],
    ["crashes-early", "ready", /^it ended \(exit code 3\) before .* called nobody$/, names.slice(1)],
    ["speaks-tls", "ready", /it connected, but spoke something other than gRPC without TLS/, names.slice(1)],
    ["no-pid", "ready", /^ProcessReady was refused: .*"pid" is missing/, names.slice(1, -1)],
    [
      "wrong-package",
      "ready",
      /a call of "\/gse\.GseGrpcSdkService\/ProcessReady", which GSE does not have/,
      names.slice(1, -1),
    ],
    ["wrong-port", "listens", /^no gRPC server at 127\.0\.0\.1:1: the connection is refused/, names.slice(2, -1)],
    ["unhealthy", "health", /^OnHealthCheck was answered: not healthy/, ["players", "restart", "next"]],
    ["silent-health", "health", /^OnHealthCheck got no answer within 1\.5 s/, ["players", "restart", "next"]],
    ["without-OnHealthCheck", "health", /does not implement/, ["players", "restart", "next"]],
    ["never-activates", "session", /was answered, but no ActivateGameServerSession came/, ["players", "next"]],
    ["refuses-sessions", "session", /refused: no map is loaded/, ["players", "next"]],
    ["wrong-session", "session", /there is no game server session "x"/, ["players", "next"]],
    ["crashes-in-session", "session", /the game server ended \(exit code 7\)/, names.slice(4, -1)],
    [
      "ignores-terminate",
      "ending",
      /at the deadline that it was told, it had not said ProcessEnding/,
      ["players", "next", "exit"],
    ],
    ["exits-without-processending", "ending", /without ProcessEnding: to GSE, a crash/, ["players", "next", "exit"]],
    ["hangs-after-processending", "exit", /^it was still running 1\.5 s after ProcessEnding/, ["players", "next"]],
  ])("names the fault of a server that is %s", async (fault, check, what, skipped) => {
    const { code, report } = await examined(foreign(fault), impatient);
    expect(code).toBe(1);
    expect(report.passed).toBe(false);
    expect(complaints(report)[check]).toContainEqual(expect.stringMatching(what));
    expect(report.checks.filter(({ verdict }) => verdict === "failed").map(({ name }) => name)).toEqual([check]);
    expect(report.checks.filter(({ verdict }) => verdict === "skipped").map(({ name }) => name)).toEqual(skipped);
    for (const { level, advice } of report.checks.flatMap(({ findings }) => findings))
      if (level === "failed" || level === "warning") expect(advice).not.toBe("");
  });

  test("lets nobody in unseen: a server that asks nobody whom to let in fails with its players", async () => {
    const { code, report } = await examined(foreign("lets-anybody-in"), [...impatient, ...asPlayer]);
    expect(code).toBe(1);
    expect(complaints(report).players).toEqual([
      "a player was let in without AcceptPlayerSession",
      "a player session for the second time is let in (exit code 0: welcome)",
      "an invented player session is let in (exit code 0: welcome)",
      "a player session that has lapsed after 60 s is let in (exit code 0: welcome)",
    ]);
  });

  test("warns of what GSE may live with, and fails it only where warnings count", async () => {
    const faults = [
      "no-request-id",
      "new-channel-per-call",
      "too-many-players",
      "exits-with-3",
      "leaves-a-child",
      "same-port",
    ];
    const { code, report } = await examined(foreign(...faults), impatient);
    expect(complaints(report)).toEqual({
      ready: ["the call carries no requestId"],
      listens: [expect.stringMatching(/^players and callbacks have the same port/)],
      session: [expect.stringMatching(/^it activates the session for 99 players, though 4 were asked for/)],
      exit: [
        expect.stringMatching(/^exit code 3/),
        expect.stringMatching(/^something that it had started was still running/),
      ],
      wire: [expect.stringMatching(/^4 calls without requestId/), expect.stringMatching(/^4 connections for 4 calls/)],
    });
    expect(report.counts).toMatchObject({ failed: 0, warning: 5 });
    expect(code).toBe(0);
    expect(await examined(foreign("no-request-id"), [...impatient, "--strict"])).toMatchObject({ code: 1 });
  });

  test("warns of a pid that is not the server's, a requestId that comes again and slots that are never given back", async () => {
    const { code, report } = await examined(foreign("wrong-pid", "same-request-id", "keeps-players"), [
      ...impatient,
      ...asPlayer,
    ]);
    expect(complaints(report)).toMatchObject({
      ready: ["its pid is 4000000, and this machine has no such process"],
      players: [
        "the player's program has ended, and no RemovePlayerSession came",
        // So it goes: AcceptPlayerSession under a known requestId is taken for a repetition.
        "a player session for the second time is let in (exit code 0: welcome)",
      ],
      wire: [expect.stringMatching(/^the requestId of an earlier call came again with ActivateGameServerSession/)],
    });
    expect(code).toBe(1);
  });

  test("understands both generations of GseResponse, and says which one it heard", async () => {
    const { report } = await examined(foreign("old-generation", "activates-afterwards"), ["--strict"]);
    expect([report.passed, report.server.oldGseResponse]).toEqual([true, true]);
    expect(found(report, "wire")).toContainEqual(expect.stringContaining("GseResponse of before late 2020"));
    expect(found(report, "session")).not.toContainEqual(expect.stringContaining("before it has answered"));
  });

  test("prints a report to act on: what was expected, what was found, what to do", async () => {
    const { code, stdout } = await gse(["doctor", ...impatient, "--", ...foreign("unhealthy")], { cwd: useTempDir() });
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /✓ ready {4}ProcessReady [\d.]+ m?s after its start: players on port \d+, callbacks on port \d+/,
    );
    expect(stdout).toMatch(/✗ health {3}it answers OnHealthCheck, every 60 s/);
    expect(stdout).toMatch(/ ✗ OnHealthCheck was answered: not healthy\n +→ set healthStatus in HealthCheckResponse/);
    expect(stdout).toMatch(/– restart {2}skipped: "health" failed/);
    expect(stdout).toMatch(/The last that it printed:\n {4}up, pid \d+/);
    expect(stdout).toMatch(/Not fit for GSE yet: 6 ok · 1 failed · 3 skipped {2}1 min of GSE's time in/);
  });

  test("examines a game server that is started by hand, at an address of its own", async () => {
    const cwd = useTempDir();
    const doctor = useGse(["doctor", "--agent", "127.0.0.1:0"], { cwd });
    const [, address = ""] = /its agent at (\S+);/.exec(await doctor.line(/GSE doctor/)) ?? [];
    const server = useFixture("game-server.mjs", [], { cwd, env: { GSE_AGENT_ADDRESS: address } });
    const { code, stdout } = await doctor.exited;
    expect(stdout).toMatch(/✓ exit {5}gone [\d.]+ m?s after ProcessEnding/);
    expect(stdout).toContain("Fit for GSE: 8 ok · 2 skipped");
    expect(code).toBe(0);
    expect(await server.exited).toMatchObject({ code: 0 });
  });

  test("ends the server at Ctrl-C, and says what it knows", async () => {
    const cwd = useTempDir();
    const file = join(cwd, "server.pid");
    const doctor = useGse(
      ["doctor", "--json", "--patience", "60000", "--", ...foreign("never-ready", "leaves-a-child", "writes-its-pid")],
      {
        cwd,
      },
    );
    await expect.poll(() => existsSync(file), { timeout: 15_000, interval: 20 }).toBe(true);
    doctor.signal("SIGINT");
    const { code, stdout } = await doctor.exited;
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ stopped: true, passed: false, counts: { skipped: 10 } });
    expect(isAlive(Number(readFileSync(file, "utf8")))).toBe(false);
  });

  test("says what it could not start, and which address is taken", async () => {
    const cwd = useTempDir();
    const missing = await gse(["doctor", "--", "no-such-server"], { cwd });
    expect([missing.code, missing.stderr]).toEqual([
      2,
      expect.stringMatching(/cannot start "no-such-server": .* not found in PATH; .* gse doctor -- node server\.js$/m),
    ]);
    const withoutPlayers = ["doctor", "--json", "--player-command", "no-such-player {address}", "--", ...foreign()];
    const { checks } = JSON.parse((await gse(withoutPlayers, { cwd })).stdout) as {
      readonly checks: readonly { readonly name: string; readonly findings: readonly { readonly found: string }[] }[];
    };
    expect(checks.find(({ name }) => name === "players")?.findings[0]?.found).toMatch(
      /^the command of --player-command cannot be started \(exit code 127: .*no-such-player/,
    );

    const taken = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void taken.close());
    await once(taken, "listening");
    const agent = `127.0.0.1:${String((taken.address() as AddressInfo).port)}`;
    const used = await gse(["doctor", "--agent", agent], { cwd });
    expect([used.code, used.stderr]).toEqual([2, expect.stringContaining(`${agent} is in use`)]);
    expect(await gse(["doctor", "--agent", "0.0.0.0:5758"], { cwd })).toMatchObject({ code: 2 });
    expect(await gse(["doctor", "--patience", "soon"], { cwd })).toMatchObject({ code: 2 });
  });
});

describe("the guide to gse doctor", () => {
  test("names every check and every option", async () => {
    const guide = readFileSync(path("../../../docs/guides/doctor.md"), "utf8");
    expect([...guide.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)).toEqual(names);
    const { stdout } = await gse(["doctor", "--help"], { cwd: useTempDir() });
    const options = [...stdout.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option]) => option ?? "");
    expect(options.length).toBeGreaterThan(8);
    expect(options.filter((option) => !guide.includes(`\`${option}`))).toEqual([]);
  });
});

type CheckName = (typeof names)[number];

interface Report {
  readonly passed: boolean;
  readonly counts: Readonly<Record<string, number>>;
  readonly checks: readonly {
    readonly name: CheckName;
    readonly verdict: string;
    readonly skippedBecause: string;
    readonly findings: readonly { readonly level: string; readonly found: string; readonly advice?: string }[];
  }[];
  readonly server: { readonly oldGseResponse: boolean };
}

async function examined(
  command: readonly string[],
  flags: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly report: Report }> {
  // Of a machine that does much else; those that are waited for in vain get less.
  const isInVain = ["never-ready", "speaks-tls", "no-pid", "wrong-package"].some((fault) => command.includes(fault));
  const readyWithin = ["--ready-within", isInVain ? "3000" : "15000"];
  const { code, stdout, stderr } = await gse(["doctor", "--json", ...readyWithin, ...flags, "--", ...command], {
    cwd: useTempDir(),
    env,
  });
  expect(stderr).toBe("");
  return { code, report: JSON.parse(stdout) as Report };
}

const verdicts = ({ checks }: Report) => Object.fromEntries(checks.map(({ name, verdict }) => [name, verdict]));

const found = ({ checks }: Report, check: CheckName): readonly string[] =>
  checks.find(({ name }) => name === check)?.findings.map((finding) => finding.found) ?? [];

const complaints = ({ checks }: Report): Readonly<Partial<Record<CheckName, readonly string[]>>> =>
  Object.fromEntries(
    checks
      .filter(({ verdict }) => verdict === "warning" || verdict === "failed")
      .map(({ name, findings }) => [
        name,
        findings.filter(({ level }) => level === "warning" || level === "failed").map((finding) => finding.found),
      ]),
  );

async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
