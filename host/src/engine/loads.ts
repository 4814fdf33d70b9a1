import type { GameServerProcess, GameServerSession, InstanceId, ProcessId } from "../model/index.js";
import { WaitingLine } from "./waiting-line.js";

/** What the processes of one instance do; those that were started by hand stand under null. */
export interface Load {
  readonly processes: ReadonlySet<ProcessId>;
  /** Ready, well and without a session; the one that has waited longest first. */
  readonly idle: WaitingLine<ProcessId>;
  /** Those of them that host a session. */
  readonly busy: number;
  /** Sessions that wait for ActivateGameServerSession. */
  readonly activating: number;
}

class MutableLoad implements Load {
  readonly processes = new Set<ProcessId>();
  readonly idle = new WaitingLine<ProcessId>();
  busy = 0;
  activating = 0;

  get isNothing(): boolean {
    return this.processes.size === 0 && this.activating === 0;
  }
}

const nothing: Load = new MutableLoad();

/** Keeps account of each instance's processes and sessions, so that a process for a new session is found without a search. */
export class Loads {
  readonly #loads = new Map<InstanceId | null, MutableLoad>();
  #idle = 0;

  of(instanceId: InstanceId | null): Load {
    return this.#loads.get(instanceId) ?? nothing;
  }

  /** Idle processes in all. */
  get idle(): number {
    return this.#idle;
  }

  followProcess(before: GameServerProcess | undefined, after: GameServerProcess | undefined): void {
    const row = after ?? before;
    if (row === undefined) return;
    this.#change(row.instanceId, (load) => {
      if (after === undefined) load.processes.delete(row.id);
      else load.processes.add(row.id);
      load.busy += countOf(after?.sessionId) - countOf(before?.sessionId);
      const idleBefore = load.idle.size;
      if (after !== undefined && isIdle(after)) load.idle.add(after.id);
      else load.idle.delete(row.id);
      this.#idle += load.idle.size - idleBefore;
    });
  }

  followSession(before: GameServerSession | undefined, after: GameServerSession | undefined): void {
    const change = (after?.status === "ACTIVATING" ? 1 : 0) - (before?.status === "ACTIVATING" ? 1 : 0);
    const row = after ?? before;
    if (change === 0 || row === undefined) return;
    this.#change(row.instanceId, (load) => {
      load.activating += change;
    });
  }

  #change(instanceId: InstanceId | null, change: (load: MutableLoad) => void): void {
    const load = this.#loads.get(instanceId) ?? new MutableLoad();
    change(load);
    if (load.isNothing) this.#loads.delete(instanceId);
    else this.#loads.set(instanceId, load);
  }
}

const countOf = (sessionId: string | null | undefined): number =>
  sessionId === null || sessionId === undefined ? 0 : 1;

/** It could take a session now. */
export const isIdle = (process: GameServerProcess): boolean =>
  process.status === "ACTIVE" && !process.isShielded && process.sessionId === null;
