import { mkdirSync, readFileSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import type { Launch, ProcessId } from "../../../src/model/index.js";
import type { LaunchExit, SetUpOrder, StepDone } from "../../../src/ports/index.js";
import { LocalMachine, type LocalMachineOptions } from "../../../src/runtime/local/local-machine.js";
import { systemClock } from "../../../src/system-clock.js";
import { useTempDir } from "../../support/use-temp-dir.js";
import { pack, type Files } from "./pack.js";
import { aFleet, aLaunch, anAsset, anInstance } from "./rows.js";

type Given = Partial<LocalMachineOptions>;

/** A machine on a fresh data folder. Whatever it started is ended with the test, however that ends. */
export function useMachine(given: Given = {}) {
  const dataDir = given.dataDir ?? realpathSync(useTempDir());
  mkdirSync(join(dataDir, "blobs"), { recursive: true });
  onTestFinished(() => {
    for (const pid of processesOf(dataDir)) process.kill(pid, "SIGKILL");
  });
  const faults: string[] = [];

  /** A machine as the next host has it; the former one goes on only if it is not closed. */
  const open = () => {
    const machine = new LocalMachine({
      blobPath: ({ blob }) => join(dataDir, "blobs", blob),
      agentAddress: () => "127.0.0.1:5758",
      environment: { PATH: process.env["PATH"] },
      clock: systemClock,
      onFault: (doing, error) => faults.push(`${doing}: ${String(error)}`),
      watchEveryMs: 5,
      ...given,
      dataDir,
    });
    onTestFinished(() => {
      machine.close();
    });
    return { machine, ...listenTo(machine) };
  };

  const first = open();
  const setUp = async (files: Files, order: Partial<SetUpOrder> = {}): Promise<readonly StepDone[]> => {
    await pack(join(dataDir, "blobs/package.zip"), files);
    return stepsOf(first.machine, order);
  };
  return {
    dataDir,
    faults,
    open,
    ...first,
    gameDir: join(dataDir, "instances/ins-1/game"),
    setUp,
    /** All steps, or an error that says which one failed. */
    setUpWell: async (files: Files, order: Partial<SetUpOrder> = {}): Promise<void> => {
      const failed = (await setUp(files, order)).find(({ outcome }) => !outcome.ok);
      if (failed !== undefined) throw new Error(`set-up failed: ${JSON.stringify(failed)}`);
    },
    /** Starts it, and gives back its row as it is then. */
    launch: async (launch: Partial<Launch> = {}): Promise<Launch & { readonly pid: number }> => {
      const row = aLaunch(launch);
      const outcome = await first.machine.launch({ launch: row, fleet: aFleet() });
      if (!outcome.ok) throw new Error(`not launched: ${outcome.reason}`);
      return { ...row, status: "STARTED", pid: outcome.pid, startedAt: outcome.startedAt };
    },
    log: (name: string): string => readFileSync(join(dataDir, "logs", name), "utf8"),
    instances: (): readonly string[] => readdirSync(join(dataDir, "instances")),
  };
}

/** What setting up comes to; it ends with the first step that fails, or the last. */
export const stepsOf = (machine: LocalMachine, order: Partial<SetUpOrder> = {}): Promise<readonly StepDone[]> =>
  new Promise((resolve) => {
    const steps: StepDone[] = [];
    machine.setUp({ instance: anInstance(), fleet: aFleet(), asset: anAsset(), ...order }, (done) => {
      steps.push(done);
      if (!done.outcome.ok || done.step === "validate") resolve(steps);
    });
  });

function listenTo(machine: LocalMachine) {
  const exits: LaunchExit[] = [];
  const waiting = new Map<ProcessId, (exit: LaunchExit) => void>();
  machine.onExit((exit) => {
    exits.push(exit);
    waiting.get(exit.processId)?.(exit);
  });
  return {
    exits: exits as readonly LaunchExit[],
    exit: (id: ProcessId): Promise<LaunchExit> =>
      new Promise((resolve) => {
        const told = exits.find(({ processId }) => processId === id);
        if (told !== undefined) resolve(told);
        else waiting.set(id, resolve);
      }),
  };
}

/** All processes of instances of this data folder, by their environment: looked for in another way than the host does. */
export const processesOf = (dataDir: string): readonly number[] =>
  readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const isOfIt = readFileSync(`/proc/${name}/environ`, "latin1")
        .split("\0")
        .some((line) => line.startsWith(`GSE_GAME_DIR=${dataDir}/`));
      return isOfIt && Number(name) !== process.pid ? [Number(name)] : [];
    } catch {
      return [];
    }
  });

/** Until the kernel has taken it away: what is told of a process is told when it has ended, not when it was ended. */
export const gone = (pid: number): Promise<void> =>
  expect.poll(() => isThere(pid), { interval: 5, timeout: 10_000 }).toBe(false);

export const isThere = (pid: number): boolean => {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${String(pid)}/stat`, "latin1"));
  } catch {
    return false;
  }
};
