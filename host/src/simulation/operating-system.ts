import type { InstanceId, OsProcess, ProcessId } from "../model/index.js";
import { GameServer } from "./game-server.js";
import { strikes, type Stage } from "./stage.js";
import type { Temper } from "./temper.js";

/** A process of the simulated machine, with the game server that runs in it. */
export interface SimulatedProcess extends OsProcess {
  /** Under which its game server calls: another one's where a script started it. */
  readonly callerPid: number;
  /** Of the launch; null: it was started by hand. */
  readonly launchId: ProcessId | null;
  readonly instanceId: InstanceId | null;
  readonly server: GameServer;
  isAlive: boolean;
  /** So many SIGKILLs have no effect: it waits for a disk. */
  hardDeaths: number;
}

export interface Spawn {
  readonly launchId: ProcessId | null;
  readonly instanceId: InstanceId | null;
  readonly token: string | undefined;
  readonly temper: Temper;
  readonly clientPort: number;
}

/** The machine that everything runs on. It outlives the host. */
export class OperatingSystem {
  /** Instances whose package is unpacked. */
  readonly folders = new Set<InstanceId>();
  /** Told of each process that is gone; the machine of a host that is dead listens no more. */
  onExit: (process: SimulatedProcess, how: string) => void = () => undefined;
  readonly #stage: Stage;
  readonly #processes = new Map<number, SimulatedProcess>();
  #starts = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Those that are alive, in the order of their start. */
  processes(): readonly SimulatedProcess[] {
    return [...new Set(this.#processes.values())];
  }

  /** The one that holds this pid, as itself or as what its script started. */
  processOf(pid: number): SimulatedProcess | undefined {
    return this.#processes.get(pid);
  }

  ofLaunch(id: ProcessId): SimulatedProcess | undefined {
    return this.processes().find(({ launchId }) => launchId === id);
  }

  spawn({ launchId, instanceId, token, temper, clientPort }: Spawn): SimulatedProcess {
    const { weather } = this.#stage;
    const pid = this.#freePid();
    const callerPid = temper.isStartedByScript ? this.#freePid(pid) : pid;
    const startedAt = `boot ${String(++this.#starts)}`;
    const server = new GameServer({
      ...{ stage: this.#stage, temper, token, clientPort, pid: callerPid, startedAt, groupLeader: pid },
      exit: (how) => {
        this.#gone(simulated, how);
      },
    });
    const simulated: SimulatedProcess = {
      ...{ pid, callerPid, startedAt, launchId, instanceId, server },
      isAlive: true,
      hardDeaths: strikes(this.#stage, weather.hardDeaths) ? this.#stage.random.between(1, 3) : 0,
    };
    this.#processes.set(pid, simulated);
    this.#processes.set(callerPid, simulated);
    server.run();
    return simulated;
  }

  /** SIGKILL to the group, if the pid is still that very process's. */
  kill({ pid, startedAt }: OsProcess): void {
    const found = this.#processes.get(pid);
    if (found?.startedAt !== startedAt || found.pid !== pid) return;
    if (found.hardDeaths > 0) {
      found.hardDeaths--;
      this.#stage.note("fault: kill without effect", () => `pid ${String(pid)}`);
      return;
    }
    this.#gone(found, "signal SIGKILL");
  }

  /** Whatever happens to a process that nobody asked to end. */
  crash(simulated: SimulatedProcess, how = "signal SIGSEGV"): void {
    this.#gone(simulated, how);
  }

  /** The power is cut. */
  reboot(): void {
    for (const simulated of this.processes()) {
      simulated.isAlive = false;
      simulated.server.stop();
    }
    this.#processes.clear();
  }

  #gone(simulated: SimulatedProcess, how: string): void {
    if (!simulated.isAlive) return;
    simulated.isAlive = false;
    simulated.server.stop();
    this.#processes.delete(simulated.pid);
    this.#processes.delete(simulated.callerPid);
    this.onExit(simulated, how);
  }

  #freePid(besides = 0): number {
    const { weather, random } = this.#stage;
    for (;;) {
      const pid = random.between(1_001, 1_000 + weather.pids + 2 * this.#processes.size);
      if (!this.#processes.has(pid) && pid !== besides) return pid;
    }
  }
}
