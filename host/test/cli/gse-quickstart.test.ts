import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { useTempDir } from "../support/use-temp-dir.js";
import { gse, linesOf, useGse, useNode, type Program } from "./use-gse.js";

const samplePlayers = fileURLToPath(new URL("../../../examples/chat/dist/scripted-players.js", import.meta.url));
const freePorts = ["--api", "0", "--agent", "127.0.0.1:0", "--port", "0"];

describe("gse quickstart", () => {
  test("--check lets two players chat, shows what they said, and leaves nothing running", async () => {
    const cwd = useFolder();
    const { code, stdout, stderr } = await gse(["quickstart", "--check", ...freePorts], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const steps = [...stdout.matchAll(/^ {2}✓ (\S+)/gm)].map(([, name]) => name);
    expect(steps).toEqual([
      ...["host", "upload", "asset", "fleet", "session", "active", "ada", "bob", "chat"],
      ...["fleet", "host"],
    ]);
    expect(stdout).toMatch(/fleet-\S+: NEW → DOWNLOADING → VALIDATING → BUILDING → ACTIVATING → ACTIVE/);
    expect(stdout).toMatch(/^ {4}ada: hello$/m);
    expect(stdout).toMatch(/^ {4}bob: hello ada, I hear you$/m);
    expect(leftIn(cwd)).toEqual([]);
  });

  test("--check tells a program all of it as JSON", async () => {
    const { code, stdout } = await gse(["quickstart", "--check", "--json", ...freePorts], { cwd: useFolder() });
    expect(code).toBe(0);
    const told = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(told).toContainEqual({
      player: "ada",
      address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\?playerSessionId=psess-/) as unknown,
    });
    expect(told.find(({ transcript }) => transcript !== undefined)?.["transcript"]).toHaveLength(4);
    expect(told.filter(({ ok }) => ok === false)).toEqual([]);
  });

  test("shows an address for each player, says who comes and goes, and ends in order at Ctrl-C", async () => {
    const cwd = useFolder();
    const program = useGse(["quickstart", ...freePorts], { cwd });
    const ada = await addressOf(program, "ada");
    await addressOf(program, "bob");
    await program.line(/Ctrl-C ends all of it/);
    expect(await (await fetch(ada)).text()).toContain("<html");
    expect(chatServers(cwd)).toHaveLength(2);
    program.signal("SIGINT");
    const { code, stdout } = await program.exited;
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /✓ fleet +2 chat servers told their players and ended; fleet and asset are deleted[^]*✓ host +closed; nothing is left running/,
    );
    expect(leftIn(cwd)).toEqual([]);
  });

  test("has the next address for a player who left, and the next session when one has ended", async () => {
    const cwd = useFolder();
    const program = useGse(["quickstart", ...freePorts], { cwd });
    const addresses = [await addressOf(program, "ada"), await addressOf(program, "bob")];
    await program.line(/Ctrl-C ends all of it/);
    const players = useNode([samplePlayers, "--player", `ada=${addresses[0]}`, "--player", `bob=${addresses[1]}`], {
      cwd,
    });
    expect(await players.exited).toMatchObject({ code: 0 });
    await program.line(/player +ada is in gssess-/);
    await program.line(/left +bob left gssess-/);
    await program.line(/next +ada {2}http:.*psess-/);
    await program.line(/next +bob {2}http:.*psess-/);

    const endpoint = /cloud API http:\/\/(\S+)/.exec(await program.line(/cloud API/))?.[1] ?? "";
    const end = ["session", "end", "latest", "--endpoint", endpoint, "--data", ".gse/quickstart"];
    expect(await gse(end, { cwd })).toMatchObject({ code: 0 });
    await program.line(/ended +gssess-\S+ is TERMINATED/);
    await linesOf(program, /it called ActivateGameServerSession/, 2);
    await linesOf(program, /^ {4}bob {2}http/, 2);
    program.signal("SIGTERM");
    expect(await program.exited).toMatchObject({ code: 0, stderr: "" });
  });

  test("ends in order when Ctrl-C comes before all is up", async () => {
    const cwd = useFolder();
    const sample = useSample("exec sleep 1000");
    const program = useGse(["quickstart", "--sample", sample, ...freePorts], { cwd });
    await program.line(/✓ asset/);
    program.signal("SIGINT");
    const { code, stdout } = await program.exited;
    expect(code).toBe(0);
    expect(stdout).toMatch(/✗ fleet[^]*✓ fleet +[^]*✓ host +closed/);
    expect(leftIn(cwd)).toEqual([]);
  });

  test("begins anew after it was killed, and ends the fleet that was left", async () => {
    const cwd = useFolder();
    const first = useGse(["quickstart", ...freePorts], { cwd });
    await first.line(/Ctrl-C ends all of it/);
    const left = chatServers(cwd);
    first.signal("SIGKILL");
    await first.exited;
    expect(chatServers(cwd)).toEqual(left);
    const { code, stdout } = await gse(["quickstart", "--check", ...freePorts], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("ended what an earlier run left behind: 1 fleet, 2 processes");
    expect(leftIn(cwd)).toEqual([]);
  });

  test("names every address that is taken and the flag that changes it, with exit code 2", async () => {
    const [api, agent] = [await useTakenPort(), await useTakenPort()];
    const flags = ["--api", `127.0.0.1:${api}`, "--agent", `127.0.0.1:${agent}`];
    const { code, stdout, stderr } = await gse(["quickstart", ...flags], { cwd: useFolder() });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`127.0.0.1:${api}  wanted by the cloud API; change it with --api HOST:PORT`);
    expect(stderr).toContain(`127.0.0.1:${agent}  wanted by the agent; change it with --agent HOST:PORT`);
  });

  test("takes no ports that players cannot be let in to, with exit code 2", async () => {
    for (const port of ["80", "59950", "70000"]) {
      const { code, stderr } = await gse(["quickstart", "--port", port], { cwd: useFolder() });
      expect([code, stderr]).toEqual([2, expect.stringMatching(/--port/)]);
    }
  });

  test("says what the chat server said when that does not start, with exit code 1, and leaves nothing", async () => {
    const cwd = useFolder();
    const sample = useSample('echo "my dog ate the room"; exit 1');
    const run = await gse(["quickstart", "--sample", sample, ...freePorts], { cwd });
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/the fleet is in ERROR: .*exit code 1[^]*its log:\n {4}my dog ate the room/);
    expect(run.stdout).toContain("✗ fleet");
    expect(run.stdout).toContain("✓ host     closed; nothing is left running");
    expect(leftIn(cwd)).toEqual([]);
  });

  test("in a clone plays with the sample of that, as it is packed there", async () => {
    const clone = useFolder();
    cpSync(useSample('echo "the clone\'s own"; exit 1'), join(clone, "examples/chat"), { recursive: true });
    const cwd = join(clone, "docs");
    mkdirSync(cwd);
    const run = await gse(["quickstart", ...freePorts], { cwd });
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining("the clone's own")]);
    expect(run.stdout).toContain("✓ pack     1 file");
  });

  test("says that the sample is not packed, with exit code 2", async () => {
    const { code, stderr } = await gse(["quickstart", "--sample", "nowhere"], { cwd: useFolder() });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/the chat sample in ".*nowhere" is not packed/)]);
  });
});

/** A folder to run in. A quick start that is cut off leaves its fleet to the next one; none is left after a test. */
function useFolder(): string {
  const cwd = useTempDir();
  onTestFinished(() => {
    for (const pid of chatServers(cwd)) process.kill(Number(pid), "SIGKILL");
  });
  return cwd;
}

/** A sample whose chat server does this. */
function useSample(script: string): string {
  const sample = join(useTempDir(), "chat");
  mkdirSync(join(sample, "dist", "package"), { recursive: true });
  writeFileSync(join(sample, "dist", "package", "chat"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return sample;
}

/** The pids of what runs for a quick start in that folder. */
function chatServers(cwd: string): readonly string[] {
  const instances = `GSE_GAME_DIR=${join(realpathSync(cwd), ".gse/quickstart/instances")}`;
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, "latin1").includes(instances);
    } catch {
      return false;
    }
  });
}

/** Processes, instances and packages that a quick start left: nothing, when it ended in order. */
const leftIn = (cwd: string): readonly string[] => [
  ...chatServers(cwd),
  ...["instances", "blobs"].flatMap((folder) => {
    const whole = join(cwd, ".gse/quickstart", folder);
    if (!existsSync(whole)) return [];
    const found = readdirSync(whole, { recursive: true, withFileTypes: true });
    return found.filter((entry) => entry.isFile()).map(({ name }) => name);
  }),
];

async function addressOf(program: Program, player: string): Promise<string> {
  const line = await program.line(
    new RegExp(`^ {4}${player} {2}http://127\\.0\\.0\\.1:\\d+/\\?playerSessionId=psess-\\S+$`),
  );
  return line.trim().split(/\s+/)[1] ?? "";
}

async function useTakenPort(): Promise<string> {
  const server = createServer();
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  return String((server.address() as AddressInfo).port);
}
