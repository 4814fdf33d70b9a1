import { chmodSync, closeSync, openSync, readFileSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { LaunchOutcome, ProcessId } from "../../src/model/index.js";
import { localRuntime } from "../../src/runtime/local/local-runtime.js";
import { textLike } from "../support/text-like.js";
import { aFleet, aLaunch, anInstance } from "./support/rows.js";
import { useEar } from "./support/use-ear.js";
import { gone, isThere, processesOf, useMachine } from "./support/use-machine.js";

const server = "#!/bin/sh\nexec sleep 1000\n";
const statusOf = (pid: number, field: string): string =>
  new RegExp(`^${field}:\\s+(.*)$`, "m").exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1] ?? "";

const linkOf = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
};

describe("launching a process", () => {
  test("starts it with its words, in its folder, with what it needs to know in its environment alone", async () => {
    const environment = { PATH: "/usr/bin:/bin", TENCENTCLOUD_SECRET_KEY: "secret" };
    const machine = useMachine({ environment });
    await machine.setUpWell(
      { "bin/server": `#!/bin/sh\nprintf '[%s]' "$0" "$@"; echo; pwd; echo err >&2; env | sort\n` },
      { fleet: aFleet({ launchPaths: ["bin/server"] }) },
    );
    const parameters = `-port 7000 "two words" --maps=/local/game/maps '' $HOME *`;
    const launch = { launchPath: "/local/game/bin/server", parameters };
    const { id } = await machine.launch(launch);
    expect(await machine.exit(id)).toEqual({
      processId: "process-1",
      how: "exit code 0",
      log: "processes/ins-1/process-1.log",
    });
    const [words, folder, ...rest] = machine.log("processes/ins-1/process-1.log").split("\n");
    expect(words).toBe(
      `[${machine.gameDir}/bin/server][-port][7000][two words][--maps=${machine.gameDir}/maps][][$HOME][*]`,
    );
    expect(folder).toBe(machine.gameDir);
    expect(rest).toEqual([
      "err",
      "GSE_AGENT_ADDRESS=127.0.0.1:5758",
      "GSE_CLIENT_PORT_RANGE=7000-7099",
      "GSE_FLEET_ID=fleet-1",
      `GSE_GAME_DIR=${machine.gameDir}`,
      "GSE_INSTANCE_ID=ins-1",
      "GSE_PROCESS_ID=process-1",
      "GSE_PROCESS_TOKEN=token-of-process-1",
      "PATH=/usr/bin:/bin",
      `PWD=${machine.gameDir}`,
      "",
    ]);
  });

  test("starts so many at once: the next when one is ready or gone; who is ended while it waits is never started", async () => {
    const machine = useMachine({ launchesAtOnce: 1 });
    await machine.setUpWell({ server });
    const started: string[] = [];
    const start = async (name: string): Promise<LaunchOutcome> => {
      const launch = aLaunch({ id: name as ProcessId });
      const outcome = await machine.machine.launch({ launch, fleet: aFleet() });
      if (outcome.ok) started.push(name);
      return outcome;
    };
    const outcomes = ["first", "second", "third", "fourth"].map(start);
    const first = await outcomes[0];
    machine.machine.kill(aLaunch({ id: "second" as ProcessId }));
    expect(await outcomes[1]).toMatchObject({ ok: false, reason: textLike(/was to be ended/) });
    expect(started).toEqual(["first"]);
    machine.machine.isUp("first" as ProcessId);
    const third = await outcomes[2];
    expect(started).toEqual(["first", "third"]);
    if (third?.ok !== true || first?.ok !== true) throw new Error("they were not started");
    process.kill(third.pid, "SIGKILL");
    expect(await outcomes[3]).toMatchObject({ ok: true });
    expect(started).toEqual(["first", "third", "fourth"]);
  });

  test("gives it a group of its own, nothing to read, and no file of the host's", async () => {
    const ear = useEar();
    const machine = useMachine();
    const hosts = openSync(join(machine.dataDir, "gse.sqlite"), "w");
    await machine.setUpWell({ server: `#!/bin/sh\nread line || (echo nothing > ${ear.path}); exec sleep 1000\n` });
    const { pid, startedAt } = await machine.launch();
    expect(await ear.next()).toBe("nothing");
    expect(startedAt).toBe(localRuntime.startedAt(pid));
    expect(localRuntime.groupLeader(pid)).toBe(pid);
    expect(statusOf(pid, "NSsid")).toBe(String(pid));
    const files = `/proc/${String(pid)}/fd`;
    const log = join(machine.dataDir, "logs/processes/ins-1/process-1.log");
    expect(["0", "1", "2"].map((fd) => readlinkSync(join(files, fd)))).toEqual(["/dev/null", log, log]);
    // Not what sh needs for itself, which is gone once it has become sleep: only what is not its own.
    const isOpen = (path: string): boolean => readdirSync(files).some((fd) => linkOf(join(files, fd)) === path);
    expect(isOpen(log)).toBe(true);
    expect(isOpen(join(machine.dataDir, "gse.sqlite"))).toBe(false);
    closeSync(hosts);
  });

  test("adds to the log of a process that was started before", async () => {
    const machine = useMachine();
    await machine.setUpWell({ server: "#!/bin/sh\necho one\n" });
    await machine.launch();
    await machine.exit("process-1" as ProcessId);
    expect(machine.log("processes/ins-1/process-1.log")).toBe("one\n");
    const next = machine.open();
    await next.machine.launch({ launch: aLaunch(), fleet: aFleet() });
    await next.exit("process-1" as ProcessId);
    expect(machine.log("processes/ins-1/process-1.log")).toBe("one\none\n");
  });

  test.each([
    ["exit 0", "exit code 0"],
    ["exit 3", "exit code 3"],
    ["kill -SEGV $$", "signal SIGSEGV"],
    ["kill -9 $$", "signal SIGKILL"],
  ])("tells once how it ended: `%s`", async (end, how) => {
    const machine = useMachine();
    await machine.setUpWell({ server: `#!/bin/sh\n${end}\n` });
    const { id } = await machine.launch();
    await machine.exit(id);
    await machine.machine.remove(anInstance());
    expect(machine.exits).toEqual([{ processId: id, how, log: "processes/ins-1/process-1.log" }]);
  });

  test("ends what it leaves behind, in its group and outside of it", async () => {
    const ear = useEar();
    const machine = useMachine();
    const tell = `'echo $$ > ${ear.path}; exec sleep 1000'`;
    await machine.setUpWell({ server: `#!/bin/sh\nsh -c ${tell} & setsid sh -c ${tell} & exec sleep 1000\n` });
    const { id, pid } = await machine.launch();
    const others = [Number(await ear.next()), Number(await ear.next())];
    expect(others.map(isThere)).toEqual([true, true]);
    process.kill(pid, "SIGKILL");
    await machine.exit(id);
    for (const other of others) await gone(other);
  });
});

describe("a launch that comes to nothing", () => {
  const foreignElf = readFileSync(process.execPath).subarray(0, 4096);
  foreignElf.writeUInt16LE(8, 18);
  const files = {
    "no-loader": "#!/no/such/interpreter -x\n",
    windows: "#!/bin/sh\r\nexit 0\r\n",
    "windows.exe": "MZ\0\0",
    foreign: { content: foreignElf, mode: 0o755 },
    "mac-os": { content: Buffer.from("cffaedfe07000001", "hex"), mode: 0o755 },
    bytes: "\0\u0001\u0002",
    empty: "",
    text: { content: "read me", mode: 0o644 },
    server,
  };

  test.each([
    ["missing", "not-found", /launch path "missing": there is no such file/],
    ["../missing", "not-found", /it leads out of \/local\/game\//],
    [
      "no-loader",
      "cannot-run",
      /the interpreter of its first line, "\/no\/such\/interpreter -x", is not on this machine/,
    ],
    ["windows", "cannot-run", /its first line "#!\/bin\/sh" ends as lines of Windows do/],
    ["windows.exe", "cannot-run", /it is a program for Windows/],
    ["foreign", "cannot-run", /it is built for another machine \(8\), and this machine is/],
    ["mac-os", "cannot-run", /it is a program for macOS/],
    ["bytes", "cannot-run", /neither a Linux program nor a script/],
    ["empty", "cannot-run", /the file is empty/],
    ["text", "cannot-run", /does not let .* run it \(EACCES\)/],
  ])("%s: %s", async (launchPath, kind, reason) => {
    const machine = useMachine();
    await machine.setUpWell(files);
    const outcome = await machine.machine.launch({ launch: aLaunch({ launchPath }), fleet: aFleet() });
    expect(outcome).toEqual({ ok: false, kind, reason: textLike(reason) });
    expect(processesOf(machine.dataDir)).toEqual([]);
  });

  test.each([
    ["parameters that nobody can split", `"x`, /the quote at character 1/],
    ["parameters that no process can have", "a\0b", /null bytes/],
    ["parameters that no system takes", "x".repeat(4_000_000), /E2BIG|failed/],
  ])("%s", async (_what, parameters, reason) => {
    const machine = useMachine();
    await machine.setUpWell(files);
    const outcome = await machine.machine.launch({ launch: aLaunch({ parameters }), fleet: aFleet() });
    expect(outcome).toEqual({ ok: false, kind: "failed", reason: textLike(reason) });
  });

  test("an instance that is not there", async () => {
    const machine = useMachine();
    const outcome = await machine.machine.launch({ launch: aLaunch(), fleet: aFleet() });
    expect(outcome).toMatchObject({ ok: false, kind: "not-found" });
  });

  test("a program that a later runtime configuration names is made executable as well", async () => {
    const machine = useMachine();
    await machine.setUpWell({ server, later: { content: server, mode: 0o644 } });
    const { pid } = await machine.launch({ launchPath: "later" });
    expect(isThere(pid)).toBe(true);
  });
});

describe("ending a process by force", () => {
  test("ends its whole group", async () => {
    const ear = useEar();
    const machine = useMachine();
    await machine.setUpWell({
      server: `#!/bin/sh\ntrap '' TERM; sh -c 'echo $$ > ${ear.path}; exec sleep 1000' & wait; wait\n`,
    });
    const launch = await machine.launch();
    const inner = Number(await ear.next());
    machine.machine.kill(launch);
    expect(await machine.exit(launch.id)).toMatchObject({ how: "signal SIGKILL" });
    await gone(inner);
    // That it is gone already is no fault.
    machine.machine.kill(launch);
    expect(machine.faults).toEqual([]);
  });

  test("never ends another process that has got its pid", async () => {
    const machine = useMachine();
    await machine.setUpWell({ server });
    const { pid, startedAt } = await machine.launch();
    const [boot, ticks] = startedAt!.split(" ");
    const next = machine.open();
    for (const other of [`${boot!} ${String(Number(ticks) - 1)}`, `another-boot ${ticks!}`])
      next.machine.kill(aLaunch({ pid, startedAt: other }));
    expect(isThere(pid)).toBe(true);
    next.machine.kill(aLaunch({ pid, startedAt }));
    await machine.exit("process-1" as ProcessId);
  });

  test("while it is being started lets it not live", async () => {
    const machine = useMachine();
    await machine.setUpWell({ server });
    const outcome = machine.machine.launch({ launch: aLaunch(), fleet: aFleet() });
    machine.machine.kill(aLaunch());
    expect(await outcome).toMatchObject({ ok: false, kind: "failed", reason: textLike(/to be ended before it was/) });
    expect(processesOf(machine.dataDir)).toEqual([]);
  });
});

describe("removing an instance", () => {
  test("ends all that runs on it, and takes its folder away; once more is no fault", async () => {
    const ear = useEar();
    const machine = useMachine();
    await machine.setUpWell({
      server: `#!/bin/sh\nsetsid sh -c 'echo $$ > ${ear.path}; exec sleep 1000' & exec sleep 1000\n`,
    });
    const ids = ["process-1", "process-2"] as ProcessId[];
    const launched = await Promise.all(ids.map((id) => machine.launch({ id })));
    const others = [Number(await ear.next()), Number(await ear.next())];
    await machine.machine.remove(anInstance());
    expect([...launched.map(({ pid }) => pid), ...others].filter(isThere)).toEqual([]);
    expect(machine.instances()).toEqual([]);
    for (const id of ids) expect(await machine.exit(id)).toMatchObject({ how: "signal SIGKILL" });
    // Logs stay for those who want to know what happened.
    expect(machine.log("processes/ins-1/process-1.log")).toBe("");
    await machine.machine.remove(anInstance());
    expect(machine.faults).toEqual([]);
  });

  test("starts nothing on it any more", async () => {
    const machine = useMachine();
    await machine.setUpWell({ server });
    const outcomes: Promise<LaunchOutcome>[] = [];
    const launchAs = (id: string) =>
      machine.machine.launch({ launch: aLaunch({ id: id as ProcessId }), fleet: aFleet() });
    outcomes.push(launchAs("process-1"));
    const removed = machine.machine.remove(anInstance());
    outcomes.push(launchAs("process-2"));
    await removed;
    for (const outcome of await Promise.all(outcomes)) expect(outcome.ok).toBe(false);
    expect(processesOf(machine.dataDir)).toEqual([]);
    expect(machine.instances()).toEqual([]);
  });

  test("takes away folders that nobody may write to", async () => {
    const machine = useMachine();
    await machine.setUpWell({ server, "data/file": "x" });
    chmodSync(join(machine.gameDir, "data"), 0o555);
    await machine.machine.remove(anInstance());
    expect(machine.instances()).toEqual([]);
  });
});

describe("the use of resources", () => {
  test("is that of the launched process", async () => {
    const ear = useEar();
    const machine = useMachine();
    const busy = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";
    await machine.setUpWell({ server: `#!/bin/sh\n${busy}; echo done > ${ear.path}; sleep 1000 & wait\n` });
    const { id, pid } = await machine.launch();
    await ear.next();
    const usage = machine.machine.usage(id)!;
    expect(usage.cpuMs).toBeGreaterThan(20);
    expect(usage.cpuMs).toBeLessThan(20_000);
    expect(usage.rssBytes % 4096).toBe(0);
    const [kilobytes] = statusOf(pid, "VmRSS").split(" ");
    expect(usage.rssBytes).toBeGreaterThan(100 * 1024);
    expect(Math.abs(usage.rssBytes - Number(kilobytes) * 1024)).toBeLessThan(4 * 1024 ** 2);
  });

  test("is not known of a process that is gone", async () => {
    const machine = useMachine();
    await machine.setUpWell({ server: "#!/bin/sh\n" });
    const { id } = await machine.launch();
    await machine.exit(id);
    expect(machine.machine.usage(id)).toBeUndefined();
  });
});
