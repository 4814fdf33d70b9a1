import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { planText } from "../../host/test/torture/plan.js";
import { appears, until, useFleetHost } from "./use-fleet-host.js";

const ON_A_BUSY_MACHINE_MS = 90_000;

describe("a host killed with SIGKILL", { timeout: ON_A_BUSY_MACHINE_MS }, () => {
  test("while it unpacks a package unpacks it anew, and nothing of the first half is left", async () => {
    const host = await useFleetHost();
    const fleet = await host.createFleet({ ballastFiles: 3_000 });
    const instance = await host.instanceFolder(fleet);
    await appears(join(instance, "game.partial/ballast"));
    await host.kill();
    expect(existsSync(join(instance, "game"))).toBe(false);
    writeFileSync(join(instance, "game.partial/left-over.txt"), "of the first attempt");

    await host.start();
    await host.fleetIs(fleet, "ACTIVE");
    expect(readdirSync(instance)).not.toContain("game.partial");
    expect(readdirSync(join(instance, "game"))).not.toContain("left-over.txt");
    expect(readdirSync(join(instance, "game/ballast"), { recursive: true })).toHaveLength(32 + 3_000);
    expect(host.processesIn(instance)).toHaveLength(1);
  });

  test("while install.sh runs ends that one, and runs it again from the beginning", async () => {
    const host = await useFleetHost();
    const gate = useFifo(host.folder);
    const pidFile = join(host.folder, "install.pid");
    // Renamed, so that who sees it sees it whole.
    const install = `echo $$ > ${pidFile}.new; mv ${pidFile}.new ${pidFile}; read line < ${gate}; echo "$line" > installed`;
    const fleet = await host.createFleet({ install });
    const instance = await host.instanceFolder(fleet);
    await appears(pidFile);
    const first = readFileSync(pidFile, "utf8");
    expect(host.processesIn(instance).map(String)).toContain(first.trim());
    await host.kill();

    await host.start();
    await until("install.sh runs again", () => readFileSync(pidFile, "utf8") !== first);
    expect(host.processesIn(instance).map(String)).not.toContain(first.trim());
    writeFileSync(gate, "once\n");
    await host.fleetIs(fleet, "ACTIVE");
    expect(readFileSync(join(instance, "game/installed"), "utf8")).toBe("once\n");
    expect(host.processesIn(instance)).toHaveLength(1);
  });

  test("between a process's start and writing down its pid has that very process, and no second one", async () => {
    const host = await useFleetHost();
    // The process itself kills the host as its first deed, once.
    const launch = `#!/bin/sh
[ -e killed ] || { : > killed; kill -9 $PPID; }
exec node "$(dirname "$0")/server.mjs"
`;
    // The host may have been faster than the process; then another one is launched.
    for (let attempt = 0; ; attempt++) {
      expect(attempt, "the kill never came before the pid was written down").toBeLessThan(15);
      const fleet = await host.createFleet({ launch });
      const instance = await host.instanceFolder(fleet);
      const { launches } = await host.wasKilled();
      const pids = host.processesIn(instance);
      const wasWritten = launches.some(({ fleetId, pid }) => fleetId === fleet && pid !== null);
      await host.start();
      await host.fleetIs(fleet, "ACTIVE");
      expect(pids).toHaveLength(1);
      expect(host.processesIn(instance)).toEqual(pids);
      if (!wasWritten) return;
    }
  });

  test("while a session is ACTIVATING has it ACTIVE afterwards, on the same process", async () => {
    const host = await useFleetHost();
    const fleet = await host.createFleet({});
    const instance = await host.instanceFolder(fleet);
    await host.fleetIs(fleet, "ACTIVE");
    const pids = host.processesIn(instance);
    const { GameServerSession: session } = await host.ask("CreateGameServerSession", {
      FleetId: fleet,
      MaximumPlayerSessionCount: 2,
      GameServerSessionData: planText({ activatesAfterMs: 500, lastsMs: null, then: "next" }),
    });
    const { sessions } = await host.kill();
    expect(sessions).toMatchObject([{ id: session.GameServerSessionId, status: "ACTIVATING" }]);

    await host.start();
    await until("the session is ACTIVE", async () => {
      const { GameServerSessions } = await host.ask("DescribeGameServerSessions", { FleetId: fleet });
      expect(GameServerSessions).toHaveLength(1);
      return GameServerSessions[0]?.Status === "ACTIVE";
    });
    expect(host.processesIn(instance)).toEqual(pids);
  });

  test("while a process ends waits on for its exit, and starts another one in its place", async () => {
    const host = await useFleetHost();
    const gate = useFifo(host.folder);
    // The game has said ProcessEnding and is gone; what was launched is still there.
    const launch = `#!/bin/sh
node "$(dirname "$0")/server.mjs"
read line < ${gate}
`;
    const fleet = await host.createFleet({ launch });
    const instance = await host.instanceFolder(fleet);
    await host.fleetIs(fleet, "ACTIVE");
    await host.ask("CreateGameServerSession", {
      FleetId: fleet,
      MaximumPlayerSessionCount: 2,
      GameServerSessionData: planText({ activatesAfterMs: 0, lastsMs: 0, then: "leave" }),
    });
    await until("only what was launched is left", () => host.processesIn(instance).length === 1);
    const [shell] = host.processesIn(instance);
    const { launches, processes } = await host.kill();
    expect(launches).toMatchObject([{ status: "EXITING", pid: shell }]);
    expect(processes).toEqual([]);

    await host.start();
    expect(host.processesIn(instance)).toEqual([shell]);
    writeFileSync(gate, "\n");
    await until("another process is ready", async () => {
      const { Instances } = await host.ask("DescribeInstancesExtend", { FleetId: fleet, Offset: 0, Limit: 10 });
      return Instances[0]?.ActiveProcessCnt === 1;
    });
    expect(host.processesIn(instance)).not.toContain(shell);
    const { GameServerSessions } = await host.ask("DescribeGameServerSessions", { FleetId: fleet });
    expect(GameServerSessions).toMatchObject([{ Status: "TERMINATED" }]);
  });
});

/** A gate: whoever reads it waits until somebody writes to it. */
function useFifo(folder: string): string {
  const path = join(folder, "gate");
  execFileSync("mkfifo", [path]);
  return path;
}
