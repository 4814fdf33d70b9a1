import {
  isLiveFleet,
  isLiveInstance,
  isLiveLaunch,
  launchKey,
  type Command,
  type Fleet,
  type GameServerProcess,
  type GameServerSession,
  type HostEvent,
  type Instance,
  type Launch,
} from "../model/index.js";
import type { Ledger } from "./ledger.js";

/**
 * What the host has told of so far, by its events, which come in the order of its decisions: the disk has a whole turn at
 * once. A host that starts is taken at what is on disk.
 */
export class Told {
  readonly #ledger: Ledger;
  fleets = new Map<string, Fleet>();
  instances = new Map<string, Instance>();
  launches = new Map<string, Launch>();
  /** Good for whether and until when they end, and whether they are shielded. */
  processes = new Map<string, GameServerProcess>();
  /** Open sessions by the process that hosts them. */
  hosted = new Map<string, GameServerSession>();
  /** The one that was taken last. */
  command: Command | undefined;
  isDraining = false;
  /** When the turn was decided that is told of now: it was on its way to the disk meanwhile. */
  decidedAtMs = 0;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  begin(): void {
    const { fleets, instances, launches, processes, sessions } = this.#ledger;
    this.fleets = new Map(fleets.live);
    this.instances = new Map(instances.live);
    this.launches = new Map(launches.live);
    this.processes = new Map(processes.live);
    this.hosted = new Map([...sessions.live.values()].map((session) => [session.processId, session]));
    this.command = undefined;
    this.isDraining = false;
  }

  follow(event: HostEvent): void {
    switch (event.type) {
      case "commandReceived":
        this.command = event.command;
        if (event.command.type === "drain") this.isDraining = true;
        return;
      case "fleetChanged":
        keep(this.fleets, event.fleet, isLiveFleet);
        return;
      case "instanceChanged":
        keep(this.instances, event.instance, isLiveInstance);
        return;
      case "launchChanged":
        keep(this.launches, event.launch, isLiveLaunch);
        return;
      case "processReady":
      case "processShielded":
      case "processRecovered":
      case "processAskedToEnd":
        this.processes.set(event.process.id, event.process);
        return;
      case "processEnded":
        this.processes.delete(event.process.id);
        return;
      case "sessionCreated":
      case "sessionActivated":
      case "sessionUpdated":
        this.hosted.set(event.session.processId, event.session);
        return;
      case "sessionEnded":
        this.hosted.delete(event.session.processId);
        return;
      case "fleetEvent":
      case "instanceFailed":
      case "commandRefused":
      case "healthChecked":
      case "playerReserved":
      case "playerAccepted":
      case "playerEnded":
      case "queueChanged":
      case "placementStarted":
      case "placementTried":
      case "placementEnded":
        return;
    }
  }

  sessionsOn(instanceId: string): number {
    return count(this.hosted.values(), (session) => session.instanceId === instanceId);
  }

  /** No fewer activate there: that a session is TERMINATING is no event, and the disk is a turn ahead. */
  activatingForSure(instanceId: string): number {
    const { live } = this.#ledger.sessions;
    return count(
      this.hosted.values(),
      ({ id, instanceId: on, status }) =>
        on === instanceId && status === "ACTIVATING" && live.get(id)?.status === "ACTIVATING",
    );
  }

  /** No more activate there. */
  activatingPerhaps(instanceId: string): number {
    return count(this.hosted.values(), ({ instanceId: on, status }) => on === instanceId && status === "ACTIVATING");
  }

  launchesOn(instanceId: string, key: string): number {
    return count(this.launches.values(), (launch) => launch.instanceId === instanceId && keyOf(launch) === key);
  }

  /** How many processes of that entry the fleet wants on each instance. */
  wanted(fleetId: string, key: string): number {
    const entries = this.fleets.get(fleetId)?.runtime.serverProcesses ?? [];
    return entries.reduce((sum, entry) => (launchKey(entry) === key ? sum + entry.concurrentExecutions : sum), 0);
  }
}

/** Which entry of its fleet's runtime configuration it was made for. */
export const keyOf = (launch: Launch): string => launchKey({ ...launch, concurrentExecutions: 1 });

function keep<Row extends { readonly id: string }>(
  rows: Map<string, Row>,
  row: Row,
  isLive: (row: Row) => boolean,
): void {
  if (isLive(row)) rows.set(row.id, row);
  else rows.delete(row.id);
}

function count<T>(values: Iterable<T>, isOne: (value: T) => boolean): number {
  let found = 0;
  for (const value of values) if (isOne(value)) found++;
  return found;
}
