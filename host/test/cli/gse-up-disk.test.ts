import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { useTempDir } from "../support/use-temp-dir.js";
import { isAlive, useFixture } from "./use-gse.js";
import { useUp, type Up } from "./use-up.js";

/** How a disk comes to take nothing, and takes changes again. */
interface Disk {
  fill(up: Up): void;
  free(up: Up): void;
}

const NO_LIMIT = "unlimited";
const limitFiles = (pid: number, bytes: string): void => {
  execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:${NO_LIMIT}`]);
};

/** No file of the host may grow any more: what it writes meets the same end as on a full disk. */
const limited = (): Disk => ({
  fill: (up) => {
    limitFiles(up.pid, "4096");
  },
  free: (up) => {
    limitFiles(up.pid, NO_LIMIT);
  },
});

/** A small disk of its own, with a file that takes all the room there is. */
function small(dataDir: string): Disk {
  mkdirSync(dataDir);
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", dataDir]);
  onTestFinished(() => {
    execFileSync("umount", ["--lazy", dataDir]);
  });
  const filler = join(dataDir, "filler");
  return {
    fill: () => {
      for (let bytes = 1024 ** 2; bytes >= 512; bytes /= 2)
        try {
          for (;;) writeFileSync(filler, Buffer.alloc(bytes), { flag: "a" });
        } catch {
          // Now in smaller pieces.
        }
      expect(statSync(filler).size).toBeGreaterThan(1024 ** 2);
    },
    free: () => {
      rmSync(filler);
    },
  };
}

const hasPrlimit = spawnSync("prlimit", ["--version"]).status === 0;
const mayMount =
  process.getuid?.() === 0 && process.platform === "linux" && spawnSync("unshare", ["--mount", "true"]).status === 0;

const disks: readonly (readonly [name: string, isThere: boolean, make: (dataDir: string) => Disk])[] = [
  ["no file may grow", hasPrlimit, limited],
  ["the disk is full", mayMount, small],
];

describe.each(disks)("when %s", (_name, isThere, make) => {
  test.skipIf(!isThere)(
    "changes are refused with a word of the disk, games go on, and all is well again by itself",
    async () => {
      const cwd = useTempDir();
      const disk = make(join(cwd, ".gse"));
      const up = await useUp(cwd);
      const server = useFixture("game-server.mjs", [], { cwd, env: { GSE_AGENT_ADDRESS: up.agent } });
      await server.line(/^ready/);
      const { GameServerSession } = await up.client.call("CreateGameServerSession", {
        FleetId: "fleet-a",
        MaximumPlayerSessionCount: 200,
      });
      const { GameServerSessionId } = GameServerSession;
      const status = async () =>
        (await up.client.call("DescribeGameServerSessions", { GameServerSessionId })).GameServerSessions[0]?.Status;
      await expect.poll(status, { interval: 100 }).toBe("ACTIVE");

      disk.fill(up);
      let players = 0;
      const joinOne = (): Promise<string> =>
        up.client
          .call("JoinGameServerSession", { GameServerSessionId, PlayerId: `player-${String(++players)}` })
          .then(({ PlayerSession }) => PlayerSession.Status, String);
      // What was written before may leave a little room.
      const refused =
        /^CloudApiError: nothing was changed, and what runs goes on: cannot write to the journal: .*see that the disk is writable and has room$/;
      await expect.poll(joinOne, { interval: 1, timeout: 10_000 }).toMatch(refused);
      const readyz = async (): Promise<string> => (await fetch(`${up.url}/readyz`)).text();
      await expect.poll(readyz, { interval: 100 }).toMatch(/^not ready: cannot write to the journal: /);
      expect(await (await fetch(`${up.url}/healthz`)).text()).toBe("ok\n");
      expect(await status()).toBe("ACTIVE");
      expect(isAlive(server.pid)).toBe(true);

      disk.free(up);
      await expect.poll(joinOne, { interval: 50, timeout: 10_000 }).toBe("RESERVED");
      await expect.poll(readyz, { interval: 100, timeout: 10_000 }).toBe("ready\n");
      expect(await (await fetch(`${up.url}/metrics`)).text()).toMatch(/^gse_commit_failures_total [1-9]/m);

      // Nothing that was acknowledged is lost, nothing that was refused is there.
      const { PlayerSessions } = await up.client.call("DescribePlayerSessions", { GameServerSessionId, Limit: 100 });
      expect(PlayerSessions.map(({ PlayerId }) => PlayerId)).not.toHaveLength(players);
      up.signal("SIGKILL");
      await up.exited;
      const next = await useUp(cwd, { agent: up.agent });
      const found = await next.client.call("DescribePlayerSessions", { GameServerSessionId, Limit: 100 });
      expect(found.PlayerSessions.map(({ PlayerId }) => PlayerId)).toEqual(
        PlayerSessions.map(({ PlayerId }) => PlayerId),
      );
      expect(next).toMatchObject({ processes: 1, sessions: 1 });
    },
  );
});
