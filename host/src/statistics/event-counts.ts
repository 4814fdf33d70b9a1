import type { FleetId, GameServerProcess, HostEvent, Launch, ProcessId } from "../model/index.js";
import type { Clock } from "../ports/index.js";

/** What happened on a fleet since the last report (gse-semantics k). */
export interface EventCount {
  processesActivated: number;
  processesClosed: number;
  processesClosedAbnormally: number;
  playerSessionActivations: number;
  failedInstances: number;
}

/** Counts what happens on each fleet, until it is reported. Processes that were started by hand are of no fleet. */
export class EventCounts {
  readonly #clock: Clock;
  /** Launched, and not ready so far: when they should be. */
  readonly #awaited = new Map<ProcessId, { readonly dueAtMs: number; readonly isLate: boolean }>();
  #counts = new Map<FleetId, EventCount>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  onEvent(event: HostEvent): void {
    if (event.type === "launchChanged") this.#launchChanged(event.launch);
    else if (event.type === "playerAccepted") this.#of(event.player.fleetId).playerSessionActivations++;
    else if (event.type === "instanceFailed") this.#of(event.fleetId).failedInstances++;
    else if (event.type === "processReady" && !event.again && event.process.fleetId !== null)
      this.#of(event.process.fleetId).processesActivated++;
    else if (event.type === "processEnded" && event.process.fleetId !== null)
      this.#closed(event.process.fleetId, endedByFault(event.process));
  }

  /** Those that a former host launched. */
  takeUp(launches: Iterable<Launch>): void {
    for (const launch of launches) if (launch.status === "STARTED") this.#launchChanged(launch);
  }

  /** Since the last report. */
  get counts(): ReadonlyMap<FleetId, EventCount> {
    return this.#counts;
  }

  /** From now on it is counted anew. */
  reported(): void {
    this.#counts = new Map();
  }

  /** One that ends before ProcessReady is known by its launch alone. */
  #launchChanged({ id, fleetId, status, dueAtMs, reason }: Launch): void {
    const awaited = this.#awaited.get(id);
    if (status === "STARTED") this.#awaited.set(id, { dueAtMs: dueAtMs ?? Infinity, isLate: false });
    else if (awaited === undefined) return;
    else if (status === "EXITING")
      this.#awaited.set(id, { ...awaited, isLate: awaited.isLate || this.#clock.now() >= awaited.dueAtMs });
    else {
      this.#awaited.delete(id);
      if (status === "EXITED") this.#closed(fleetId, awaited.isLate || isFault(reason));
    }
  }

  #closed(fleetId: FleetId, isAbnormal: boolean): void {
    const count = this.#of(fleetId);
    count.processesClosed++;
    if (isAbnormal) count.processesClosedAbnormally++;
  }

  #of(fleetId: FleetId): EventCount {
    const count = this.#counts.get(fleetId) ?? {
      processesActivated: 0,
      processesClosed: 0,
      processesClosedAbnormally: 0,
      playerSessionActivations: 0,
      failedInstances: 0,
    };
    this.#counts.set(fleetId, count);
    return count;
  }
}

/** It crashed, did not go when it was asked to, or was unhealthy to its end. */
const endedByFault = ({ statusReason, isShielded }: GameServerProcess): boolean => isShielded || isFault(statusReason);

const isFault = (reason: string): boolean => /^SERVER_PROCESS_(?:CRASHED|FORCE_TERMINATED)\b/.test(reason);
