import { mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { GameServerSessionId, ProcessId } from "../../src/model/index.js";
import { aProcess, noChanges } from "../support/builders.js";
import { aLaunch, anInstance, instanceId, onInstance, output, processId, useLogKeeper } from "./use-log-keeper.js";

describe("the log of a session", () => {
  test("holds what its process wrote while it ran, and not what it wrote for another", async () => {
    const logs = useLogKeeper();
    logs.ready();
    await logs.store.append(output, "the process starts\n");
    const first = logs.begin();
    await logs.keeper.ofSession(first);
    await logs.store.append(output, "the first session\n");
    const firstEnded = logs.end(first);
    const second = logs.begin();
    await logs.keeper.ofSession(second);
    await logs.store.append(output, "the second session\n");

    expect((await logs.archiveOf(firstEnded))["output.log"]).toBe("the first session\n");
    expect((await logs.archiveOf(logs.end(second)))["output.log"]).toBe("the second session\n");
    expect(logs.faults).toEqual([]);
  });

  test("is gathered when its last words are said, before anybody asks", async () => {
    const logs = useLogKeeper();
    const session = logs.begin();
    logs.end(session);
    await logs.store.append(output, "said a moment after the end\n");
    await logs.clock.advance(1_000);
    await logs.keeper.settled(instanceId);
    const [archive = ""] = await logs.store.list("sessions/ins-1");
    expect(archive).toMatch(/^sessions\/ins-1\/gssess-1-[0-9a-f]{16}\.zip$/);
    expect(await logs.zip(archive)).toMatchObject({ "output.log": "said a moment after the end\n" });
  });

  test("tells what it is of", async () => {
    const logs = useLogKeeper();
    const session = logs.begin(onInstance(), { statusReason: "the players left" });
    await logs.store.append(output, "x");
    const { "about.txt": about = "" } = await logs.archiveOf(logs.end(session));
    expect(about).toContain(`game server session ${session.id}\n`);
    expect(about).toContain("fleet fleet-1, process process-1\n");
    expect(about).toContain("TERMINATED: the players left\n");
    expect(about).toContain(`output.log is ${output} from byte 0 to 1\n`);
  });

  test("of one that runs is made on the spot, as far as it has come, and anew each time", async () => {
    const logs = useLogKeeper();
    const session = logs.begin();
    await logs.store.append(output, "one\n");
    expect((await logs.archiveOf(session))["output.log"]).toBe("one\n");
    await logs.store.append(output, "two\n");
    expect((await logs.archiveOf(session))["output.log"]).toBe("one\ntwo\n");
    const ended = logs.end(session);
    expect((await logs.archiveOf(ended))["output.log"]).toBe("one\ntwo\n");
    expect(await logs.store.list("sessions/ins-1")).toEqual([await logs.keeper.ofSession(ended)]);
  });

  test("is nothing where the host keeps nothing: the process was started by hand", async () => {
    const logs = useLogKeeper();
    const session = logs.begin(aProcess({ logPaths: ["game.log"] }));
    expect(await logs.keeper.ofSession(session)).toBeUndefined();
    expect(await logs.keeper.ofSession(logs.end(session))).toBeUndefined();
    expect(await logs.store.list("")).toEqual([]);
  });

  test("of a process that was started by hand has the files that it named, where their folder is known", async () => {
    const logs = useLogKeeper({ attached: true });
    writeFileSync(join(logs.gameDir, "game.log"), "a game\n");
    const process = aProcess({ logPaths: ["game.log"] });
    logs.ready(process);
    const archive = await logs.archiveOf(logs.end(logs.begin(process)));
    expect(archive["files/game.log"]).toBe("a game\n");
    expect(archive["about.txt"]).toContain("started by hand");
    const silent = aProcess({ id: "process-2" as ProcessId });
    expect(await logs.keeper.ofSession(logs.end(logs.begin(silent)))).toBeUndefined();
  });

  test("goes by a name of its own, whatever its id is made of", async () => {
    const logs = useLogKeeper();
    const ids = ["../../etc/passwd", "..", "a".repeat(4_000), "a b", "a/b", "ä", "A B"];
    for (const id of ids) {
      await logs.store.append(output, id.slice(0, 5));
      logs.end(logs.begin(onInstance(), { id: `qcs::gse::/${id}` as GameServerSessionId }));
    }
    await logs.keeper.settled(instanceId);
    const names = await logs.store.list("sessions/ins-1");
    expect(names).toHaveLength(ids.length);
    for (const name of names) expect(name).toMatch(/^sessions\/ins-1\/[\w-][\w.-]{0,63}-[0-9a-f]{16}\.zip$/);
    expect(logs.faults).toEqual([]);
  });
});

describe("the files that ProcessReady named", () => {
  const gather = async (logPaths: readonly string[], limits = {}) => {
    const logs = useLogKeeper({ limits });
    return { ...logs, archive: () => logs.archiveOf(logs.end(logs.begin(onInstance({ logPaths })))) };
  };

  test("are taken from the game folder, by paths below /local/game, relative to it, or its own", async () => {
    const { gameDir, archive } = await gather(["/local/game/a.log", "./logs/", "b.log", "/local/game/missing"]);
    mkdirSync(join(gameDir, "logs", "deep"), { recursive: true });
    for (const name of ["a.log", "b.log", "logs/c.log", "logs/deep/d.log", "other.txt"])
      writeFileSync(join(gameDir, name), name);
    const found = await archive();
    expect(Object.keys(found).sort()).toEqual([
      "about.txt",
      "files/a.log",
      "files/b.log",
      "files/logs/c.log",
      "files/logs/deep/d.log",
      "output.log",
    ]);
    expect(found["files/logs/deep/d.log"]).toBe("logs/deep/d.log");
    expect(found["about.txt"]).toContain('left out: "/local/game/missing": it is not there\n');
  });

  test("never lie outside of it: not by their paths, not through links, and nothing that blocks", async () => {
    const { dir, gameDir, archive } = await gather([
      "/etc/passwd",
      "../secret",
      "/local/game/../secret",
      "/local/gamescape",
      "file-link",
      "folder-link",
      "folder-link/secret",
      "logs",
      "pipe",
    ]);
    mkdirSync(join(dir, "outside"));
    writeFileSync(join(dir, "outside", "secret"), "secret");
    writeFileSync(join(dir, "instances", "ins-1", "secret"), "secret");
    symlinkSync(join(dir, "outside", "secret"), join(gameDir, "file-link"));
    symlinkSync(join(dir, "outside"), join(gameDir, "folder-link"));
    mkdirSync(join(gameDir, "logs"));
    symlinkSync(join(dir, "outside"), join(gameDir, "logs", "link"));
    writeFileSync(join(gameDir, "logs", "ok.log"), "ok");
    execFileSync("mkfifo", [join(gameDir, "pipe")]);
    const found = await archive();
    expect(Object.keys(found).sort()).toEqual([
      "about.txt",
      "files/folder-link/secret",
      "files/logs/ok.log",
      "output.log",
    ]);
    expect(found["files/folder-link/secret"]).toBe("");
    expect(JSON.stringify(found)).not.toContain('"secret"');
    for (const path of ["/etc/passwd", "../secret", "/local/game/../secret", "/local/gamescape"])
      expect(found["about.txt"]).toContain(`left out: "${path}": it is not below the game folder\n`);
    expect(found["about.txt"]).toContain("cannot be read: files/folder-link/secret: a symbolic link leads out");
  });

  test("are left out, the oldest first, as soon as there are too many bytes, and a line says so", async () => {
    const { gameDir, store, archive } = await gather(["logs"], { archiveBytes: 1_000 });
    await store.append(output, "o".repeat(300));
    mkdirSync(join(gameDir, "logs"));
    for (const [age, name] of ["new.log", "middle.log", "old.log"].entries()) {
      writeFileSync(join(gameDir, "logs", name), name.charAt(0).repeat(499) + ".");
      utimesSync(join(gameDir, "logs", name), 1_000_000, 1_000_000 - age);
    }
    const found = await archive();
    expect(found["output.log"]).toHaveLength(0);
    expect(found["files/logs/new.log"]).toHaveLength(500);
    expect(found["files/logs/middle.log"]).toBe(`${"m".repeat(499)}.`);
    expect(found).not.toHaveProperty("files/logs/old.log");
    expect(found["about.txt"]).toContain(
      "left out: files/logs/old.log, 500 bytes: an archive takes 1000 bytes, the newest first\n",
    );
  });

  test("are cut at their beginning where only their end has room", async () => {
    const { gameDir, archive } = await gather(["big.log"], { archiveBytes: 10 });
    writeFileSync(join(gameDir, "big.log"), `${"x".repeat(100_000)}0123456789`);
    const found = await archive();
    expect(found["files/big.log"]).toBe("0123456789");
    expect(found["about.txt"]).toContain("only the last 10 bytes taken: files/big.log, 100010 bytes");
  });

  test("get names in the archive that nothing can be hidden in", async () => {
    const { gameDir, archive } = await gather(["."]);
    writeFileSync(join(gameDir, "..\\..\\evil"), "x");
    writeFileSync(join(gameDir, "line\nend"), "y");
    expect(Object.keys(await archive()).sort()).toEqual([
      "about.txt",
      "files/.._.._evil",
      "files/line_end",
      "output.log",
    ]);
  });
});

describe("the log of a process", () => {
  test("is gathered when it has exited: all that it wrote, and what it named last", async () => {
    const logs = useLogKeeper({ limits: { outputBytes: 5, outputPieces: 2 } });
    logs.launches.set(processId, aLaunch());
    await logs.keeper.start();
    await logs.store.append(output, "first\n");
    writeFileSync(join(logs.gameDir, "named.log"), "named");
    logs.ready(onInstance({ logPaths: ["former.log"] }));
    logs.ready(onInstance({ logPaths: ["named.log"] }));
    await logs.clock.advance(5_000);
    await expect.poll(() => logs.store.list("processes/ins-1")).toContain("processes/ins-1/process-1.0.log");
    await logs.store.append(output, "second\n");
    logs.exit();
    await logs.keeper.settled(instanceId);
    expect(await logs.zip("processes/ins-1/process-1.zip")).toMatchObject({
      "output.log": "first\nsecond\n",
      "files/named.log": "named",
    });
    expect(logs.faults).toEqual([]);
  });

  test("is none where it wrote and named nothing", async () => {
    const logs = useLogKeeper();
    logs.exit();
    await logs.keeper.settled(instanceId);
    expect(await logs.store.list("")).toEqual([]);
  });
});

describe("an instance", () => {
  test("is settled once all is gathered that its folder is needed for", async () => {
    const logs = useLogKeeper();
    writeFileSync(join(logs.gameDir, "game.log"), "a game");
    const session = logs.begin(onInstance({ logPaths: ["game.log"] }));
    const ended = logs.end(session);
    logs.exit();
    await logs.keeper.settled(instanceId);
    renameSync(logs.gameDir, `${logs.gameDir}-gone`);
    expect((await logs.archiveOf(ended))["files/game.log"]).toBe("a game");
    expect(await logs.zip("processes/ins-1/process-1.zip")).toHaveProperty(["files/game.log"], "a game");
  });

  test("has all its logs in one list", async () => {
    const logs = useLogKeeper();
    await logs.store.append("instances/ins-1/install.log", "x");
    await logs.store.append("instances/ins-2/install.log", "x");
    await logs.store.append(output, "x");
    logs.end(logs.begin());
    await logs.keeper.settled(instanceId);
    expect(await logs.keeper.ofInstance(instanceId)).toEqual([
      "instances/ins-1/install.log",
      output,
      expect.stringMatching(/^sessions\/ins-1\/gssess-1-/),
    ]);
  });
});

describe("a host that was killed", () => {
  test("had not gathered everything: the next one does", async () => {
    const logs = useLogKeeper();
    logs.ready();
    const before = logs.begin();
    await logs.keeper.ofSession(before);
    await logs.store.append(output, "before\n");
    const ended = logs.end(before);
    const meanwhile = logs.begin();
    await logs.keeper.ofSession(meanwhile);
    await logs.store.append(output, "meanwhile\n");
    logs.end(meanwhile, false);
    await logs.restart().start();
    await logs.keeper.settled(instanceId);
    expect(await logs.store.list("sessions/ins-1")).toEqual([
      expect.stringMatching(/gssess-1-[0-9a-f]+\.zip$/),
      expect.stringMatching(/gssess-2-[0-9a-f]+\.zip$/),
    ]);
    expect((await logs.archiveOf(ended))["output.log"]).toBe("before\n");
    expect(logs.faults).toEqual([]);
  });

  test("had not gathered the output of a process that is gone: the next one does, and leaves those alone that live", async () => {
    const logs = useLogKeeper();
    await logs.store.append(output, "gone\n");
    await logs.store.append("processes/ins-1/process-2.log", "alive\n");
    logs.launches.set("process-2" as ProcessId, aLaunch({ id: "process-2" as ProcessId }));
    logs.journal.commit({ ...noChanges, instances: [anInstance] });
    await logs.restart().start();
    await logs.keeper.settled(instanceId);
    expect(await logs.store.list("processes/ins-1")).toEqual([
      output,
      "processes/ins-1/process-1.zip",
      "processes/ins-1/process-2.log",
    ]);
    expect(await logs.zip("processes/ins-1/process-1.zip")).toMatchObject({ "output.log": "gone\n" });
  });

  test("may have left half an archive: nobody takes it for a whole one, and it goes in time", async () => {
    const logs = useLogKeeper();
    const session = logs.begin();
    await logs.store.append(output, "x");
    const ended = logs.end(session);
    await logs.store.append("sessions/ins-1/half.zip.part", "half");
    utimesSync(logs.store.pathOf("sessions/ins-1/half.zip.part"), 1, 1);
    expect((await logs.archiveOf(ended))["output.log"]).toBe("x");
    await logs.keeper.forgetBefore(0);
    const left: string[] = [];
    for await (const { name } of logs.store.walk("sessions")) left.push(name);
    expect(left).toEqual([await logs.keeper.ofSession(ended)]);
  });
});

describe("old logs", () => {
  test("are deleted, but for the outputs of processes that live", async () => {
    const logs = useLogKeeper();
    logs.launches.set(processId, aLaunch());
    const names = [output, "processes/ins-1/process-1.0.log", "processes/ins-1/process-9.log", "instances/ins-1/a.log"];
    for (const name of [...names, "instances/ins-1/young.log"]) await logs.store.append(name, "x");
    for (const name of names) utimesSync(logs.store.pathOf(name), 100, 100);
    await logs.keeper.forgetBefore(200_000);
    expect(await logs.store.list("")).toEqual(["instances/ins-1/young.log", "processes/ins-1/process-1.0.log", output]);
  });
});

test("a disk that takes nothing is told, and costs nothing but the logs", async () => {
  const logs = useLogKeeper();
  writeFileSync(join(logs.dir, "logs"), "a file stands where the folder should be");
  const session = logs.begin();
  const ended = logs.end(session);
  logs.exit();
  await logs.keeper.settled(instanceId);
  expect(logs.faults).toContainEqual(expect.stringMatching(/^mark where a session begins in its process's output: /));
  expect(await logs.keeper.ofSession(ended)).toBeUndefined();
});
