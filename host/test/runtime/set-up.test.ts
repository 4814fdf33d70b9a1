import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { StepDone } from "../../src/ports/index.js";
import { textLike } from "../support/text-like.js";
import { useManualClock } from "../support/use-manual-clock.js";
import { pack } from "./support/pack.js";
import { aFleet, anAsset, anInstance } from "./support/rows.js";
import { useEar } from "./support/use-ear.js";
import { gone, isThere, stepsOf, useMachine } from "./support/use-machine.js";

const server = "#!/bin/sh\nexec sleep 1000\n";
const names = (steps: readonly StepDone[]): readonly string[] => steps.map(({ step }) => step);
const last = (steps: readonly StepDone[]): StepDone => {
  const step = steps.at(-1);
  if (step === undefined) throw new Error("no step was told");
  return step;
};

describe("setting up an instance", () => {
  test("unpacks the package and looks for what is to be launched, step by step", async () => {
    const machine = useMachine();
    const steps = await machine.setUp({ server, "maps/one.map": { content: "map", mode: 0o644 } });
    expect(steps).toEqual([
      { step: "download", outcome: { ok: true }, log: "" },
      { step: "extract", outcome: { ok: true }, log: "instances/ins-1/extract.log" },
      { step: "install", outcome: { ok: true }, log: "" },
      { step: "validate", outcome: { ok: true }, log: "instances/ins-1/validate.log" },
    ]);
    expect(readFileSync(join(machine.gameDir, "maps/one.map"), "utf8")).toBe("map");
    expect(readdirSync(join(machine.gameDir, ".."))).toEqual(["game"]);
    expect(machine.log("instances/ins-1/extract.log").split("\n")).toEqual([
      "Extracting Build.",
      `  server (${server.length} bytes)`,
      "  maps/one.map (3 bytes)",
      `Extracted 2 files (${server.length + 3} bytes), 0 links, 1 folders`,
      "",
    ]);
    expect(machine.log("instances/ins-1/validate.log")).toBe("Searching for runtime path.\n  server: found\n");
  });

  test("begins anew, whatever was there and still runs", async () => {
    const machine = useMachine();
    await machine.setUpWell({ server, "old.txt": "old" });
    const { pid } = await machine.launch();
    mkdirSync(join(machine.gameDir, "../game.partial"));
    await machine.setUpWell({ server });
    expect(readdirSync(machine.gameDir)).toEqual(["server"]);
    expect(readdirSync(join(machine.gameDir, ".."))).toEqual(["game"]);
    await gone(pid);
  });

  test("gives up an attempt that is under way, which then tells nothing more", async () => {
    const ear = useEar();
    const machine = useMachine();
    const { dataDir } = machine;
    await pack(join(dataDir, "blobs/slow.zip"), { server, "install.sh": `echo $$ > ${ear.path}; sleep 1000` });
    await pack(join(dataDir, "blobs/package.zip"), { server });
    const first: StepDone[] = [];
    const order = { instance: anInstance(), fleet: aFleet() };
    machine.machine.setUp({ ...order, asset: anAsset({ blob: "slow.zip" }) }, (step) => {
      first.push(step);
    });
    const pid = Number(await ear.next());
    expect(last(await stepsOf(machine.machine))).toMatchObject({ step: "validate", outcome: { ok: true } });
    expect(names(first)).toEqual(["download", "extract"]);
    await gone(pid);
    expect(readdirSync(machine.gameDir)).toEqual(["server"]);
  });

  test("fails at once where the package is not to be had", async () => {
    const machine = useMachine();
    const steps = await stepsOf(machine.machine, { asset: anAsset({ blob: "nowhere.zip" }) });
    expect(steps).toEqual([
      {
        step: "download",
        outcome: {
          ok: false,
          kind: "failed",
          reason: textLike(/^the package of asset "asset-1" cannot be read: .*ENOENT/),
        },
        log: "instances/ins-1/download.log",
      },
    ]);
    expect(machine.log("instances/ins-1/download.log")).toMatch(/^the package of asset "asset-1" cannot be read/);
  });

  test("leaves nothing of a package that cannot be unpacked, and says why", async () => {
    const machine = useMachine();
    writeFileSync(join(machine.dataDir, "blobs/package.zip"), "no archive at all");
    const steps = await stepsOf(machine.machine);
    expect(names(steps)).toEqual(["download", "extract"]);
    expect(last(steps)).toMatchObject({ outcome: { kind: "failed", reason: textLike(/ZIP/i) } });
    expect(readdirSync(join(machine.gameDir, ".."))).toEqual([]);
  });

  test("keeps to the limits that the host has for archives", async () => {
    const machine = useMachine({ archiveLimits: { maxEntries: 1 } });
    const steps = await machine.setUp({ server, more: "more" });
    expect(last(steps)).toMatchObject({ step: "extract", outcome: { ok: false, reason: textLike(/1 are allowed/) } });
  });
});

describe("install.sh", () => {
  test("runs once in the unpacked package, and its words are kept", async () => {
    const environment = { PATH: process.env["PATH"], TENCENTCLOUD_SECRET_KEY: "secret" };
    const machine = useMachine({ environment });
    const script = "pwd; env | sort; echo to stderr >&2; printf '#!/bin/sh\\n' > made; chmod +x made";
    const steps = await machine.setUp({ "install.sh": script }, { fleet: aFleet({ launchPaths: ["made"] }) });
    expect(steps[2]).toEqual({ step: "install", outcome: { ok: true }, log: "instances/ins-1/install.log" });
    expect(last(steps)).toMatchObject({ step: "validate", outcome: { ok: true } });
    const log = machine.log("instances/ins-1/install.log").split("\n");
    expect(log.slice(0, 2)).toEqual([
      `Running installer at /local/game/install.sh, which is ${machine.gameDir}/install.sh here`,
      machine.gameDir,
    ]);
    expect(log.filter((line) => /^(GSE|TENC)/.test(line))).toEqual([
      "GSE_FLEET_ID=fleet-1",
      `GSE_GAME_DIR=${machine.gameDir}`,
      "GSE_INSTANCE_ID=ins-1",
    ]);
    expect(log.slice(-3)).toEqual(["to stderr", "The installer has ended well", ""]);
  });

  test.each([
    ["exit 7", "exit code 7"],
    ["kill -SEGV $$", "signal SIGSEGV"],
  ])("that ends with `%s` fails its step, with its last lines", async (end, how) => {
    const machine = useMachine();
    const words = [1, 2, 3, 4, 5, 6].map((line) => `echo line ${line}`).join("\n");
    const steps = await machine.setUp({ server, "install.sh": `${words}\n${end}\n` });
    expect(names(steps)).toEqual(["download", "extract", "install"]);
    expect(last(steps).outcome).toEqual({
      ok: false,
      kind: "failed",
      reason: `install.sh ended with ${how}; its last lines: line 2\nline 3\nline 4\nline 5\nline 6`,
    });
  });

  test("that does not end in its time is ended, with all that it started", async () => {
    const clock = useManualClock();
    const ear = useEar();
    const machine = useMachine({ clock });
    const over = machine.setUp({ server, "install.sh": `sleep 1000 & echo waiting; echo $! > ${ear.path}; wait` });
    const pid = Number(await ear.next());
    await clock.advance(599_999);
    expect(isThere(pid)).toBe(true);
    await clock.advance(1);
    expect(last(await over)).toMatchObject({
      step: "install",
      outcome: { ok: false, reason: textLike(/^install.sh did not end within 600 s; its last lines: waiting$/) },
    });
    await gone(pid);
  });

  test("leaves nothing running in its group; a daemon that it made lives as long as the instance", async () => {
    const ear = useEar();
    const goOn = `${ear.path}-go-on`;
    const machine = useMachine();
    const wait = (name: string): string => `'echo ${name} $$ > ${ear.path}; exec sleep 1000'`;
    const script = `mkfifo ${goOn}; sh -c ${wait("group")} & setsid sh -c ${wait("daemon")} & read line < ${goOn}`;
    const over = machine.setUp({ server, "install.sh": script });
    const pids = new Map([await ear.next(), await ear.next()].map((line) => line.split(" ") as [string, string]));
    const [inGroup, daemon] = [Number(pids.get("group")), Number(pids.get("daemon"))];
    writeFileSync(goOn, "go on\n");
    expect(last(await over)).toMatchObject({ step: "validate", outcome: { ok: true } });
    await gone(inGroup);
    expect(isThere(daemon)).toBe(true);
    await machine.machine.remove(anInstance());
    await gone(daemon);
  });

  test.each([
    ["line ends of Windows", "#!/bin/sh\r\nexit 1\r\n", /it has line ends of Windows/],
    [
      "a folder that is on another machine",
      "cp x /local/game/",
      /it names \/local\/game, which is not on this machine: .*\$GSE_GAME_DIR/,
    ],
  ])("that stumbles over %s is told so", async (_what, script, hint) => {
    const machine = useMachine();
    expect(last(await machine.setUp({ server, "install.sh": script }))).toMatchObject({
      step: "install",
      outcome: { ok: false, reason: textLike(hint) },
    });
    expect(machine.log("instances/ins-1/install.log")).toMatch(hint);
  });

  test("is ended by the removal of its instance, which then tells nothing more", async () => {
    const ear = useEar();
    const machine = useMachine();
    const steps: StepDone[] = [];
    await pack(join(machine.dataDir, "blobs/package.zip"), {
      server,
      "install.sh": `echo $$ > ${ear.path}; sleep 1000`,
    });
    machine.machine.setUp({ instance: anInstance(), fleet: aFleet(), asset: anAsset() }, (step) => {
      steps.push(step);
    });
    const pid = Number(await ear.next());
    await machine.machine.remove(anInstance());
    await gone(pid);
    expect(machine.instances()).toEqual([]);
    expect(names(steps)).toEqual(["download", "extract"]);
    expect(machine.faults).toEqual([]);
  });

  test("is ended, too, when the host closes", async () => {
    const ear = useEar();
    const machine = useMachine();
    void machine.setUp({ server, "install.sh": `echo $$ > ${ear.path}; sleep 1000` });
    const pid = Number(await ear.next());
    machine.machine.close();
    await gone(pid);
  });
});

describe("looking for launch paths", () => {
  const validate = async (files: Parameters<ReturnType<typeof useMachine>["setUp"]>[0], ...launchPaths: string[]) => {
    const machine = useMachine();
    const step = last(await machine.setUp(files, { fleet: aFleet({ launchPaths }) }));
    expect(step.step).toBe("validate");
    return { ...machine, ...step, text: machine.log("instances/ins-1/validate.log") };
  };

  test("tells all that are missing, each with what to do", async () => {
    const { outcome, text } = await validate({ server }, "/local/game/server", "bin/server", "node", "../x", "/bin/sh");
    expect(outcome).toMatchObject({ ok: false, kind: "launch-path-not-found" });
    for (const said of [text, outcome.ok ? "" : outcome.reason]) {
      expect(said).toMatch(/launch path "bin\/server": there is no such file on the instance/);
      expect(said).toMatch(
        /launch path "node": there is no such file in the package, .*ln -s "\$\(command -v node\)" \./,
      );
      expect(said).toMatch(/launch path "\.\.\/x": it leads out of \/local\/game\//);
      expect(said).toMatch(/launch path "\/bin\/sh": it leads out of \/local\/game\//);
    }
    expect(text).toMatch(/^ {2}\/local\/game\/server: found$/m);
  });

  test("takes no folder for a program", async () => {
    const { outcome } = await validate({ "bin/server": server }, "bin");
    expect(outcome).toMatchObject({ kind: "launch-path-not-found", reason: textLike(/"bin": it is a folder/) });
  });

  test("makes a program executable that came without its mode, as zips made on Windows do", async () => {
    const elf = { content: readFileSync(process.execPath).subarray(0, 4096), mode: 0o640 };
    const { outcome, text, gameDir } = await validate(
      { server: { content: server, mode: 0o644 }, elf },
      "server",
      "elf",
    );
    expect(outcome).toEqual({ ok: true });
    expect(text).toMatch(/server: made executable/);
    expect(statSync(join(gameDir, "server")).mode & 0o777).toBe(0o755);
    expect(statSync(join(gameDir, "elf")).mode & 0o777).toBe(0o750);
  });

  test("takes a text that is not executable for no program", async () => {
    const { outcome } = await validate({ server: { content: "read me", mode: 0o644 } }, "server");
    expect(outcome).toMatchObject({ kind: "launch-path-not-found", reason: textLike(/is not executable/) });
  });

  test("finds a program of the machine that install.sh has linked, and leaves its mode alone", async () => {
    const ear = useEar();
    writeFileSync(`${ear.path}.txt`, "#!/bin/sh\n", { mode: 0o644 });
    const links = `ln -s "$(command -v sleep)" java; ln -s ${ear.path}.txt script`;
    const { outcome, text } = await validate({ "install.sh": links }, "/local/game/java", "script");
    expect(text).toMatch(/java: found/);
    expect(outcome).toMatchObject({
      reason: textLike(/^launch path "script": it cannot be made executable: it leads to /),
    });
    expect(lstatSync(`${ear.path}.txt`).mode & 0o111).toBe(0);
  });

  test("fails for parameters that nobody can split", async () => {
    const machine = useMachine();
    const steps = await machine.setUp({ server }, { fleet: aFleet({ parameters: `-name "x` }) });
    expect(last(steps)).toMatchObject({
      step: "validate",
      outcome: { ok: false, kind: "failed", reason: textLike(/the quote at character 7 .* is not closed/) },
    });
    expect(existsSync(machine.gameDir)).toBe(true);
  });
});
