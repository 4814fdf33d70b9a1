import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Instance, InstanceId, Launch, ProcessId } from "../../src/model/index.js";
import { localRuntime } from "../../src/runtime/local/local-runtime.js";
import { pack } from "./support/pack.js";
import { aFleet, aLaunch, anAsset, anInstance, instanceId } from "./support/rows.js";
import { useEar } from "./support/use-ear.js";
import { gone, isThere, processesOf, useMachine } from "./support/use-machine.js";

const server = "#!/bin/sh\nexec sleep 1000\n";
const known = { instances: [instanceId] };
const program = fileURLToPath(new URL("./support/dying-host.mjs", import.meta.url));

interface Rows {
  readonly launch?: Launch;
  readonly instance?: Instance;
}

/** A host of its own, as `npm run build` made it; it may be killed. */
const useDyingHost = (dataDir: string, { launch = aLaunch(), instance = anInstance() }: Rows = {}) => {
  const rows = JSON.stringify({ instance, fleet: aFleet(), asset: anAsset(), launch });
  const child = spawn(process.execPath, [program, dataDir, rows], { stdio: ["ignore", "ignore", "inherit"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return { child, exited: once(child, "exit") };
};

describe("a host after another", () => {
  test("has the processes back that run, and tells when they end", async () => {
    const first = useMachine();
    await first.setUpWell({ server });
    const ids = ["process-1", "process-2"] as ProcessId[];
    const launches = await Promise.all(ids.map((id) => first.launch({ id })));
    first.machine.close();

    const next = first.open();
    const recovered = await next.machine.recover({ ...known, launches });
    expect(recovered).toEqual(launches.map(({ id, pid, startedAt }) => ({ processId: id, pid, startedAt })));
    expect(launches.map(({ pid }) => isThere(pid))).toEqual([true, true]);
    expect(next.machine.usage(ids[0]!)!.rssBytes).toBeGreaterThan(0);
    process.kill(launches[0]!.pid, "SIGTERM");
    expect(await next.exit(ids[0]!)).toEqual({
      processId: "process-1",
      how: "it is gone",
      log: "processes/ins-1/process-1.log",
    });
    next.machine.kill(launches[1]!);
    await next.exit(ids[1]!);
    expect(next.exits).toHaveLength(2);
    expect(first.exits).toEqual([]);
    expect(first.faults).toEqual([]);
  });

  test("ends what the processes that it has back leave behind", async () => {
    const ear = useEar();
    const first = useMachine();
    const tell = `'echo $$ > ${ear.path}; exec sleep 1000'`;
    await first.setUpWell({ server: `#!/bin/sh\nsh -c ${tell} & setsid sh -c ${tell} & exec sleep 1000\n` });
    const launch = await first.launch();
    const others = [Number(await ear.next()), Number(await ear.next())];
    first.machine.close();
    const next = first.open();
    await next.machine.recover({ ...known, launches: [launch] });
    process.kill(launch.pid, "SIGKILL");
    await next.exit(launch.id);
    for (const pid of others) await gone(pid);
  });

  test("does not give back what has ended, and ends what is left of its group", async () => {
    const ear = useEar();
    const first = useMachine();
    await first.setUpWell({ server: `#!/bin/sh\nsh -c 'echo $$ > ${ear.path}; exec sleep 1000' & exec sleep 1000\n` });
    const launch = await first.launch();
    const left = Number(await ear.next());
    first.machine.close();
    // The host is down, so nobody ends the group with its leader: as if the leader alone had gone.
    process.kill(launch.pid, "SIGKILL");
    await gone(launch.pid);
    expect(isThere(left)).toBe(true);
    const next = first.open();
    expect(await next.machine.recover({ ...known, launches: [launch] })).toEqual([]);
    await gone(left);
    expect(next.exits).toEqual([]);
  });

  test("ends launches that nobody knows, and nothing of another data folder", async () => {
    const first = useMachine();
    const other = useMachine();
    await first.setUpWell({ server });
    await other.setUpWell({ server });
    const [stray, others] = [await first.launch(), await other.launch()];
    first.machine.close();
    expect(await first.open().machine.recover({ ...known, launches: [] })).toEqual([]);
    await gone(stray.pid);
    expect(isThere(others.pid)).toBe(true);
  });

  test("is not misled by another process that has got the pid of a launch", async () => {
    const first = useMachine();
    const child = spawn("sleep", ["1000"], { stdio: "ignore" });
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    await once(child, "spawn");
    const [boot, ticks] = localRuntime.startedAt(child.pid!)!.split(" ");
    const launch = aLaunch({ pid: child.pid!, startedAt: `${boot!} ${String(Number(ticks) - 1)}` });
    expect(await first.machine.recover({ ...known, launches: [launch] })).toEqual([]);
    expect(isThere(child.pid!)).toBe(true);
  });

  test("clears away what belongs to no instance and what is half made", async () => {
    const machine = useMachine();
    const folder = join(machine.dataDir, "instances");
    for (const path of ["ins-1/game", "ins-1/game.partial/x", "ins-2/game", "ins-3/game.partial", "junk"])
      mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, "file"), "");
    await machine.machine.recover({ instances: [instanceId, "ins-9" as InstanceId], launches: [] });
    expect(machine.instances()).toEqual(["ins-1"]);
    expect(existsSync(join(folder, "ins-1/game"))).toBe(true);
    expect(existsSync(join(folder, "ins-1/game.partial"))).toBe(false);
    expect(machine.faults).toEqual([]);
  });

  test("leaves the games alone when it closes", async () => {
    const machine = useMachine();
    await machine.setUpWell({ server });
    const { pid } = await machine.launch();
    machine.machine.close();
    process.kill(pid, "SIGKILL");
    await gone(pid);
    const next = machine.open();
    expect(await next.machine.recover({ ...known, launches: [] })).toEqual([]);
    expect(machine.exits).toEqual([]);
  });
});

describe("a host that is killed", () => {
  test("between the start of a process and its commit is followed by one that finds that process", async () => {
    const machine = useMachine();
    await pack(join(machine.dataDir, "blobs/package.zip"), {
      // What it starts has its environment, but does not lead its group.
      server: "#!/bin/sh\nsleep 1000 & exec sleep 1000\n",
    });
    const { exited } = useDyingHost(machine.dataDir);
    expect(await exited).toEqual([null, "SIGKILL"]);
    const [recovered, ...more] = await machine.machine.recover({ ...known, launches: [aLaunch()] });
    expect(more).toEqual([]);
    expect(recovered).toMatchObject({ processId: "process-1" });
    const pid = recovered!.pid;
    expect(recovered!.startedAt).toBe(localRuntime.startedAt(pid));
    expect(localRuntime.groupLeader(pid)).toBe(pid);
    machine.machine.kill(aLaunch({ status: "STARTED", pid, startedAt: recovered!.startedAt }));
    expect(await machine.exit("process-1" as ProcessId)).toMatchObject({ how: "it is gone" });
    for (const left of processesOf(machine.dataDir)) await gone(left);
    expect(machine.faults).toEqual([]);
  });

  test("while install.sh runs leaves neither the script nor the folder", async () => {
    const ear = useEar();
    const machine = useMachine();
    await pack(join(machine.dataDir, "blobs/package.zip"), {
      server,
      "install.sh": `echo $$ > ${ear.path}; sleep 1000`,
    });
    const { child, exited } = useDyingHost(machine.dataDir);
    const pid = Number(await ear.next());
    child.kill("SIGKILL");
    await exited;
    expect(isThere(pid)).toBe(true);
    expect(await machine.machine.recover({ instances: [], launches: [] })).toEqual([]);
    await gone(pid);
    expect(processesOf(machine.dataDir)).toEqual([]);
    expect(machine.instances()).toEqual([]);
  });
});
