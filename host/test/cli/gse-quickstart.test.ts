import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { useTempDir } from "../support/use-temp-dir.js";
import { gse, isAlive, linesOf, useGse, useNode, type Program } from "./use-gse.js";

const samplePlayers = fileURLToPath(new URL("../../../examples/chat/dist/scripted-players.js", import.meta.url));
const freePorts = ["--api", "0", "--agent", "127.0.0.1:0", "--port", "0"];

describe("gse quickstart", () => {
  test("--check lets two players chat, shows what they said, and leaves nothing running", async () => {
    const { code, stdout, stderr } = await gse(["quickstart", "--check", ...freePorts], { cwd: useTempDir() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const steps = [...stdout.matchAll(/^ {2}✓ (\S+)/gm)].map(([, name]) => name);
    expect(steps).toEqual(["host", "server", "ready", "session", "active", "ada", "bob", "chat", "server", "host"]);
    expect(stdout).toMatch(/^ {4}ada: hello$/m);
    expect(stdout).toMatch(/^ {4}bob: hello ada, I hear you$/m);
    expect(isAlive(chatServerPid(stdout))).toBe(false);
  });

  test("--check tells a program all of it as JSON", async () => {
    const { code, stdout } = await gse(["quickstart", "--check", "--json", ...freePorts], { cwd: useTempDir() });
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
    const program = useGse(["quickstart", ...freePorts], { cwd: useTempDir() });
    const ada = await addressOf(program, "ada");
    await addressOf(program, "bob");
    await program.line(/Ctrl-C ends all of it/);
    expect(await (await fetch(ada)).text()).toContain("<html");
    const pid = chatServerPid(program.lines().join("\n"));
    expect(isAlive(pid)).toBe(true);
    program.signal("SIGINT");
    const { code, stdout } = await program.exited;
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /✓ server +the chat server told its players and ended \(exit code 0\)[^]*✓ host +closed; nothing is left running/,
    );
    expect(isAlive(pid)).toBe(false);
  });

  test("has the next address for a player who left, and the next session when one has ended", async () => {
    const cwd = useTempDir();
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
    await program.line(/ended +gssess-\w+ is TERMINATED/);
    await linesOf(program, /it called ActivateGameServerSession/, 2);
    await linesOf(program, /^ {4}bob {2}http/, 2);
    program.signal("SIGTERM");
    expect(await program.exited).toMatchObject({ code: 0, stderr: "" });
  });

  test("ends in order when Ctrl-C comes before all is up", async () => {
    const sample = join(useTempDir(), "chat");
    mkdirSync(join(sample, "dist"), { recursive: true });
    writeFileSync(join(sample, "dist", "server.js"), "setInterval(() => {}, 1e6);");
    const program = useGse(["quickstart", "--sample", sample, ...freePorts], { cwd: useTempDir() });
    await program.line(/process of its own/);
    program.signal("SIGINT");
    const { code, stdout } = await program.exited;
    expect(code).toBe(0);
    expect(stdout).toMatch(/✓ server +the chat server was ended \(SIGTERM\)[^]*✓ host +closed/);
    expect(isAlive(chatServerPid(stdout))).toBe(false);
  });

  test("begins anew after it was killed, and ends the chat server that was left", async () => {
    const cwd = useTempDir();
    const first = useGse(["quickstart", ...freePorts], { cwd });
    await first.line(/Ctrl-C ends all of it/);
    const pid = chatServerPid(first.lines().join("\n"));
    first.signal("SIGKILL");
    await first.exited;
    const { code, stdout } = await gse(["quickstart", "--check", ...freePorts], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain(`ended the chat server that an earlier run left behind, pid ${String(pid)}`);
  });

  test("names every address that is taken and the flag that changes it, with exit code 2", async () => {
    const [api, agent, chat] = [await useTakenPort(), await useTakenPort(), await useTakenPort()];
    const flags = ["--api", `127.0.0.1:${api}`, "--agent", `127.0.0.1:${agent}`, "--port", chat];
    const { code, stdout, stderr } = await gse(["quickstart", ...flags], { cwd: useTempDir() });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`127.0.0.1:${api}  wanted by the cloud API; change it with --api HOST:PORT`);
    expect(stderr).toContain(`127.0.0.1:${agent}  wanted by the agent; change it with --agent HOST:PORT`);
    expect(stderr).toContain(`127.0.0.1:${chat}  wanted by the chat server; change it with --port N`);
  });

  test("says what the chat server said when that does not start, with exit code 1, and ends the host", async () => {
    const sample = join(useTempDir(), "chat");
    mkdirSync(join(sample, "dist"), { recursive: true });
    writeFileSync(join(sample, "dist", "server.js"), 'console.log("my dog ate the room"); process.exit(1);');
    const run = await gse(["quickstart", "--sample", sample, ...freePorts], { cwd: useTempDir() });
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/the chat server ended early \(exit code 1\); it said:\n {2}my dog ate the room/);
    expect(run.stdout).toContain("✗ ready");
    expect(run.stdout).toContain("✓ host     closed; nothing is left running");
  });

  test("says that the sample is not built, with exit code 2", async () => {
    const { code, stderr } = await gse(["quickstart", "--sample", "nowhere"], { cwd: useTempDir() });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/the chat sample in ".*nowhere" is not built/)]);
  });
});

const chatServerPid = (text: string): number => Number(/process of its own, pid (\d+)/.exec(text)?.[1]);

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
