import type { FleetId, GameServerProcess, HostEvent, Instance, Launch, OsProcess } from "../model/index.js";
import {
  isLiveFleet,
  isLiveInstance,
  isLiveLaunch,
  launchKey,
  type Fleet,
  type GameServerSession,
} from "../model/index.js";
import type { Ledger } from "./ledger.js";
import type { Stage } from "./stage.js";

/** Launches in a row that come to nothing, in waves; then it is given up. */
const MOST_WAVES = 11;
const STABLE_AFTER_MS = 60_000;

/**
 * Sees every decision of the host in its order, by its events, and whether the host might decide so. What it needs to know for
 * that it keeps by the events too; a host that starts is taken at what is on disk.
 */
export class DecisionWatch {
  readonly #stage: Stage;
  readonly #ledger: Ledger;
  readonly #isAlive: (process: OsProcess) => boolean;
  #fleets = new Map<string, Fleet>();
  #instances = new Map<string, Instance>();
  #launches = new Map<string, Launch>();
  /** As they were last told: whether they end and until when, and whether they are shielded. */
  #processes = new Map<string, GameServerProcess>();
  /** Open ones by the process that hosts them. */
  #hosted = new Map<string, GameServerSession>();
  #launchesInVain = new Map<string, number>();
  #givenUp = new Set<string>();
  /** A longer period than before finds some creations forgotten. */
  readonly #limitsChanged = new Set<string>();
  #givenUpInstances = new Set<string>();
  #command: Extract<HostEvent, { type: "commandReceived" }>["command"] | undefined;
  #isDraining = false;

  constructor(stage: Stage, ledger: Ledger, isAlive: (process: OsProcess) => boolean) {
    this.#stage = stage;
    this.#ledger = ledger;
    this.#isAlive = isAlive;
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Its launches of that entry were given up: nothing is to be expected. */
  hasGivenUp(instanceId: string, key: string): boolean {
    return this.#givenUp.has(`${instanceId} ${key}`);
  }

  /** Instances of the fleet could not be set up since its capacity was last set. */
  hasGivenUpInstances(fleetId: FleetId): boolean {
    return this.#givenUpInstances.has(fleetId);
  }

  /** A host starts with what is on disk, and knows nothing of how launches fared before. */
  reload(): void {
    const { fleets, instances, launches, processes, sessions } = this.#ledger;
    this.#fleets = new Map(fleets.live);
    this.#instances = new Map(instances.live);
    this.#launches = new Map(launches.live);
    this.#processes = new Map(processes.live);
    this.#hosted = new Map([...sessions.live.values()].map((session) => [session.processId, session]));
    this.#launchesInVain = new Map();
    this.#givenUp = new Set();
    this.#isDraining = false;
  }

  enter(event: HostEvent): void {
    switch (event.type) {
      case "commandReceived":
        this.#command = event.command;
        if (event.command.type === "drain") this.#isDraining = true;
        return;
      case "fleetChanged":
        this.#fleetChanged(event.fleet);
        return;
      case "instanceChanged":
        if (isLiveInstance(event.instance)) this.#instances.set(event.instance.id, event.instance);
        else this.#instances.delete(event.instance.id);
        return;
      case "launchChanged":
        this.#launchChanged(event.launch);
        return;
      case "processReady":
      case "processShielded":
      case "processRecovered":
        this.#processes.set(event.process.id, event.process);
        return;
      case "processAskedToEnd":
        this.#askedToEnd(event.process);
        return;
      case "processEnded":
        this.#ended(event.process);
        return;
      case "sessionCreated":
        this.#created(event.session, event.process);
        return;
      case "sessionActivated":
      case "sessionUpdated":
        this.#hosted.set(event.session.processId, event.session);
        return;
      case "sessionEnded":
        this.#hosted.delete(event.session.processId);
        return;
      case "fleetEvent":
        this.#stage.note(`event: ${event.event.code}`, () => `${event.event.fleetId}: ${event.event.message}`);
        this.#tellsOf(event.event.fleetId, event.event.code, event.event.message);
        return;
      case "commandRefused":
      case "healthChecked":
      case "playerReserved":
      case "playerAccepted":
      case "playerEnded":
        return;
    }
  }

  #expect(isSo: boolean, invariant: string, found: () => string): void {
    if (!isSo) this.#stage.broken(invariant, found());
  }

  #tellsOf(fleetId: string, code: string, message: string): void {
    if (code === "FLEET_SCALING_EVENT") this.#givenUpInstances.delete(fleetId);
    if (code === "FLEET_ACTIVATION_FAILED_NO_INSTANCES") this.#givenUpInstances.add(fleetId);
    if (code !== "GENERIC_EVENT") return;
    const [, instanceId] = /^Instance (\S+) starts /.exec(message) ?? [];
    const fleet = this.#fleets.get(fleetId);
    if (instanceId !== undefined)
      for (const entry of fleet?.runtime.serverProcesses ?? [])
        if (message.includes(entry.launchPath)) this.#givenUp.add(`${instanceId} ${launchKey(entry)}`);
  }

  #fleetChanged(fleet: Fleet): void {
    const before = this.#fleets.get(fleet.id);
    if (isLiveFleet(fleet)) this.#fleets.set(fleet.id, fleet);
    else this.#fleets.delete(fleet.id);
    if (before !== undefined && before.creatorLimit.periodMinutes !== fleet.creatorLimit.periodMinutes)
      this.#limitsChanged.add(fleet.id);
    // A host that was started again has read its rows anew.
    if (JSON.stringify(before?.runtime) === JSON.stringify(fleet.runtime)) return;
    for (const { id, fleetId } of this.#instances.values())
      if (fleetId === fleet.id) {
        for (const key of [...this.#launchesInVain.keys(), ...this.#givenUp])
          if (key.startsWith(`${id} `)) {
            this.#launchesInVain.delete(key);
            this.#givenUp.delete(key);
          }
      }
  }

  #launchChanged(launch: Launch): void {
    const before = this.#launches.get(launch.id);
    if (isLiveLaunch(launch)) this.#launches.set(launch.id, launch);
    else this.#launches.delete(launch.id);
    if (before === undefined && launch.status === "STARTING") this.#launched(launch);
    else if (before !== undefined && before.status !== "EXITING" && launch.status === "EXITING")
      this.#exiting(before, launch);
    if (before?.status === "READY" && launch.status !== "READY" && this.#ageOf(launch) >= STABLE_AFTER_MS)
      this.#wentWell(launch);
  }

  #launched(launch: Launch): void {
    const fleet = this.#fleets.get(launch.fleetId);
    const instance = this.#instances.get(launch.instanceId);
    const key = keyOf(launch);
    const wanted = wantedOf(fleet, key);
    const running = this.#runningOn(launch.instanceId, key);
    this.#expect(
      fleet !== undefined && fleet.status !== "ERROR" && fleet.status !== "DELETING",
      "a fleet that failed or goes launches nothing",
      () => `${launch.id} on a fleet that is ${fleet?.status ?? "gone"}`,
    );
    this.#expect(
      // What was due before the host was told to drain was done before.
      instance?.status === "ACTIVE" && (!this.#isDraining || this.#command?.type === "drain"),
      "only an ACTIVE instance launches, and none while the host drains",
      () => `${launch.id} on an instance that is ${instance?.status ?? "gone"}`,
    );
    this.#expect(
      running <= wanted,
      "an instance runs no more of an entry than its fleet wants",
      () => `${String(running)} of ${key} on ${launch.instanceId}, not ${String(wanted)}`,
    );
    const inVain = (this.#launchesInVain.get(`${launch.instanceId} ${key}`) ?? 0) + 1;
    this.#launchesInVain.set(`${launch.instanceId} ${key}`, inVain);
    this.#expect(
      inVain <= MOST_WAVES * wanted,
      "launches that come to nothing are limited",
      () => `${String(inVain)} of ${key} on ${launch.instanceId}`,
    );
  }

  /** It is to end, or said so. */
  #exiting(before: Launch, launch: Launch): void {
    const { time } = this.#stage;
    if (before.status === "READY") {
      this.#expect(
        !this.#processes.has(launch.id),
        "a ready process is ended by its end only",
        () => `${launch.id}: ${launch.reason}`,
      );
      return;
    }
    const key = keyOf(launch);
    const mayEnd =
      this.#isDraining ||
      this.#instances.get(launch.instanceId)?.status !== "ACTIVE" ||
      (before.dueAtMs !== null && before.dueAtMs <= time.now()) ||
      this.#command?.type === "processReady" ||
      this.#runningOn(launch.instanceId, key) > wantedOf(this.#fleets.get(launch.fleetId), key);
    this.#expect(mayEnd, "what starts is not ended without need", () => `${launch.id}: ${launch.reason}`);
  }

  #askedToEnd(process: GameServerProcess): void {
    const before = this.#processes.get(process.id);
    this.#processes.set(process.id, process);
    this.#wentWell(this.#launches.get(process.id));
    const session = this.#hosted.get(process.id);
    if (process.endsAtMs === null || session?.protectionPolicy !== "FullProtection") return;
    this.#expect(
      before?.endsAtMs === process.endsAtMs || this.#command?.type === "endProcess",
      "a session with FullProtection is not ended by force",
      () => `${session.id}: ${process.statusReason}`,
    );
  }

  #ended(process: GameServerProcess): void {
    const { time } = this.#stage;
    const before = this.#processes.get(process.id);
    this.#processes.delete(process.id);
    this.#expect(
      !process.statusReason.startsWith("SERVER_PROCESS_CRASHED") || !this.#isAlive(process),
      "a process that runs is not taken for gone",
      () => `${process.id}: ${process.statusReason}`,
    );
    if (!process.statusReason.startsWith("SERVER_PROCESS_FORCE_TERMINATED")) return;
    const endsAtMs = before?.endsAtMs ?? null;
    this.#expect(
      endsAtMs !== null && endsAtMs <= time.now(),
      "a process is ended by force when its time is over",
      () => `${process.id} at ${String(time.now())}, with time until ${String(endsAtMs)}`,
    );
  }

  #created(session: GameServerSession, { id, instanceId, fleetId }: GameServerProcess): void {
    const process = this.#processes.get(id);
    const name = `session ${String(session.seq)}`;
    this.#expect(!this.#isDraining, "a host that drains takes no session", () => name);
    this.#expect(
      process?.status === "ACTIVE" && !process.isShielded,
      "a process that ends or is unhealthy gets no session",
      () => `${name} on ${JSON.stringify(process)}`,
    );
    this.#expect(this.#isWithinLimit(session), "a creator makes no more sessions than allowed", () => name);
    this.#expect(!this.#hosted.has(id), "a process hosts one session at most", () => name);
    const activating = this.#activatingOn(instanceId);
    this.#hosted.set(id, session);
    if (instanceId === null) {
      this.#expect(!this.#fleets.has(session.fleetId), "a fleet hosts its sessions itself", () => name);
      return;
    }
    const instance = this.#instances.get(instanceId);
    const fleet = this.#fleets.get(session.fleetId);
    this.#expect(
      instance?.status === "ACTIVE" && instance.weight > 0 && fleetId === session.fleetId && fleet?.status === "ACTIVE",
      "a session is on an ACTIVE instance of its fleet that has a weight",
      () => `${name} on ${JSON.stringify(instance)} of a fleet that is ${fleet?.status ?? "gone"}`,
    );
    const most = fleet?.runtime.maxConcurrentActivations ?? 0;
    const better = [...this.#instances.values()].find(
      (other) => instance !== undefined && other.fleetId === session.fleetId && this.#isBetter(other, instance, most),
    );
    this.#expect(
      better === undefined,
      "a session is on the weightiest instance, and of those on the busiest",
      () => `${name} on ${instanceId}, not on ${String(better?.id)}`,
    );
    this.#expect(
      most === 0 || activating < most,
      "no more sessions of an instance activate at once than its fleet allows",
      () => `${name} beside ${String(activating)} others`,
    );
    this.#wentWell(this.#launches.get(id));
  }

  /** It could have taken the session, and should have (gse-semantics d.7). `than` has it already. */
  #isBetter(other: Instance, than: Instance, most: number): boolean {
    if (other.id === than.id || other.status !== "ACTIVE" || other.weight === 0) return false;
    if (most > 0 && this.#activatingOn(other.id) >= most) return false;
    const busy = (id: string): number =>
      [...this.#hosted.values()].filter((session) => session.instanceId === id).length;
    const isFree = [...this.#processes.values()].some(
      ({ id, instanceId, status, isShielded }) =>
        instanceId === other.id && status === "ACTIVE" && !isShielded && !this.#hosted.has(id),
    );
    return (
      isFree && (other.weight > than.weight || (other.weight === than.weight && busy(other.id) > busy(than.id) - 1))
    );
  }

  /** gse-semantics d.6 */
  #isWithinLimit({ id, fleetId, creatorId, createdAtMs }: GameServerSession): boolean {
    if (creatorId === "" || this.#limitsChanged.has(fleetId)) return true;
    const { sessions, periodMinutes } = this.#fleets.get(fleetId)?.creatorLimit ?? { sessions: 2, periodMinutes: 3 };
    let recent = 1;
    const { live, past } = this.#ledger.sessions;
    for (const session of [...live.values(), ...past.values()])
      if (
        session.id !== id &&
        session.creatorId === creatorId &&
        session.fleetId === fleetId &&
        session.createdAtMs > createdAtMs - periodMinutes * 60_000 &&
        session.createdAtMs <= createdAtMs
      )
        recent++;
    return recent <= sessions;
  }

  #wentWell(launch: Launch | undefined): void {
    if (launch !== undefined) this.#launchesInVain.delete(`${launch.instanceId} ${keyOf(launch)}`);
  }

  #ageOf({ launchedAtMs }: Launch): number {
    return this.#stage.time.now() - launchedAtMs;
  }

  /** By the disk too: that a session is TERMINATING is no event. */
  #activatingOn(instanceId: string | null): number {
    let activating = 0;
    for (const { id, instanceId: on, status } of this.#hosted.values())
      if (on === instanceId && status === "ACTIVATING" && this.#ledger.sessions.live.get(id)?.status === "ACTIVATING")
        activating++;
    return activating;
  }

  #runningOn(instanceId: string, key: string): number {
    let running = 0;
    for (const launch of this.#launches.values())
      if (launch.instanceId === instanceId && keyOf(launch) === key) running++;
    return running;
  }
}

const keyOf = (launch: Launch): string => launchKey({ ...launch, concurrentExecutions: 1 });

const wantedOf = (fleet: Fleet | undefined, key: string): number =>
  (fleet?.runtime.serverProcesses ?? []).reduce(
    (sum, entry) => (launchKey(entry) === key ? sum + entry.concurrentExecutions : sum),
    0,
  );
