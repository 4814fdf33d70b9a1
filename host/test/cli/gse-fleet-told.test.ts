import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { ready } from "../support/builders.js";
import { useDevHost } from "./use-dev-host.js";
import { useFleetHost } from "./use-fleet-host.js";
import { useFixture } from "./use-gse.js";

const flags = ["--launch", "server", "--port", "7000-7999"];

describe("gse fleet create", { timeout: 60_000 }, () => {
  test("says how many processes are ready when not all are, and where to look", async () => {
    const host = await useFleetHost();
    await host.asset("lobby");
    const creating = host.start("fleet", "create", "--asset", "lobby", "--processes", "3", ...flags);
    await creating.line(/FLEET_STATE_ACTIVATING/);
    await host.say(ready(1_001, { clientPort: 7_000 }));
    const { code, stdout } = await creating.exited;
    expect(code).toBe(0);
    const [, fleet = ""] = /^✓ (fleet-\S+) is ACTIVE/m.exec(stdout) ?? [];
    expect(stdout).toMatch(/^processes +1 of 3 ready$/m);
    expect(stdout).toMatch(/^2 processes are not ready: still on the way, or ended; look with: gse fleet events/m);
    expect(stdout).toContain(`gse fleet events ${fleet} --logs`);
  });

  test("says that no process has called ProcessReady, and where that writes", async () => {
    const host = await useFleetHost();
    await host.asset("lobby");
    const { code, stderr } = await host.run("fleet", "create", "--asset", "lobby", ...flags, "--timeout", "2");
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /is still ACTIVATING after 2 s: .* no process on (ins-\S+) has called ProcessReady: see what they write with "gse logs \1"; follow it/,
    );
  });

  test("gives up on a fleet that takes too long, and says how to go on", async () => {
    const host = await useFleetHost();
    host.machine.onSetUp = () => undefined;
    await host.asset();
    const { code, stderr } = await host.run("fleet", "create", "--asset", "latest", ...flags, "--timeout", "1");
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/is still DOWNLOADING after 1 s: .*--follow.*--timeout SECONDS/),
    ]);
  });
});

test("gse fleet scale does not take a size while policies decide", { timeout: 60_000 }, async () => {
  const host = await useFleetHost();
  const FleetId = await host.fleet();
  await host.run("fleet", "scale", "chat", "--auto", "--target", "40", "--max", "3");
  const { code, stderr } = await host.run("fleet", "scale", "chat", "--desired", "3");
  expect([code, stderr]).toEqual([
    2,
    `gse: policies decide how many instances ${FleetId} has, so --desired counts for nothing: ` +
      "add --manual to decide yourself, or bound them with --min and --max\n",
  ]);
  expect((await host.run("fleet", "scale", "chat", "--desired", "3", "--manual")).stdout).toMatch(/of 3 active/);
});

describe("gse logs", { timeout: 60_000 }, () => {
  test("finds a process by its PID, while it runs", async () => {
    const host = await useDevHost();
    const game = join(host.cwd, "game");
    mkdirSync(game);
    writeFileSync(join(game, "server.sh"), "#!/bin/sh\necho hello from $$\nexec sleep 600\n");
    chmodSync(join(game, "server.sh"), 0o755);
    await host.run("asset", "upload", "game");
    const fleet = ["--asset", "latest", "--launch", "server.sh", "--port", "7000-7099", "--no-wait"];
    await host.run("fleet", "create", ...fleet);
    const { pid } = JSON.parse(await host.line(/"msg":"process launched"/)) as { readonly pid: number };
    onTestFinished(() => {
      process.kill(pid, "SIGKILL");
    });
    await expect
      .poll(() => host.run("logs", String(pid)), { timeout: 20_000 })
      .toMatchObject({ code: 0, stdout: expect.stringContaining(`hello from ${String(pid)}`) as unknown });
    const none = await host.run("logs", "4194305");
    expect([none.code, none.stderr]).toEqual([
      1,
      expect.stringMatching(/^gse: no process with the PID 4194305 runs, and no session is called so; "gse top" shows/),
    ]);
    const server = useFixture("game-server.mjs", [], { cwd: host.cwd, env: { GSE_AGENT_ADDRESS: host.agent } });
    await server.line(/^ready/);
    expect(await host.run("logs", String(server.pid))).toMatchObject({
      code: 1,
      stderr: `gse: process ${String(server.pid)} was started by hand: what it writes is with who started it\n`,
    });
  });
});
