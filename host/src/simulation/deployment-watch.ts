import {
  launchKey,
  type Fleet,
  type FleetEvent,
  type GameServerProcess,
  type HostEvent,
  type Instance,
  type Launch,
} from "../model/index.js";
import type { Stage } from "./stage.js";
import { keyOf, type Told } from "./told.js";

/** Launches in a row that come to nothing, in waves; then it is given up. */
const MOST_WAVES = 11;
/** One that ran so long was no failure. */
const STABLE_AFTER_MS = 60_000;

/** Whether the host might launch, end and scale in what it did. To be shown an event before `Told` is. */
export class DeploymentWatch {
  readonly #stage: Stage;
  readonly #told: Told;
  /** By instance and entry: since one of them went well, the host started, or the entry was changed. */
  #launchesInVain = new Map<string, number>();
  #givenUp = new Set<string>();
  readonly #givenUpInstances = new Set<string>();

  constructor(stage: Stage, told: Told) {
    this.#stage = stage;
    this.#told = told;
  }

  /** Launches of that entry were given up there: none are to be expected. */
  hasGivenUp(instanceId: string, key: string): boolean {
    return this.#givenUp.has(`${instanceId} ${key}`);
  }

  /** Instances of the fleet could not be set up since its capacity was last set. */
  hasGivenUpInstances(fleetId: string): boolean {
    return this.#givenUpInstances.has(fleetId);
  }

  /** A host that starts knows nothing of how launches fared before. */
  begin(): void {
    this.#launchesInVain = new Map();
    this.#givenUp = new Set();
  }

  see(event: HostEvent): void {
    if (event.type === "fleetChanged") this.#fleetChanged(event.fleet);
    if (event.type === "instanceChanged") this.#instanceChanged(event.instance);
    if (event.type === "launchChanged") this.#launchChanged(event.launch);
    if (event.type === "processAskedToEnd" || event.type === "sessionCreated") this.#wentWell(event.process.id);
    if (event.type === "processEnded") this.#processEnded(event.process);
    if (event.type === "fleetEvent") this.#fleetTells(event.event);
  }

  #expect(isSo: boolean, invariant: string, found: () => string): void {
    if (!isSo) this.#stage.broken(invariant, found());
  }

  #fleetTells({ fleetId, code, message }: FleetEvent): void {
    // That a policy was put, say, changes nothing of what there is.
    if (code === "FLEET_SCALING_EVENT" && /; at least \d+|set up anew/.test(message))
      this.#givenUpInstances.delete(fleetId);
    if (code === "FLEET_ACTIVATION_FAILED_NO_INSTANCES") this.#givenUpInstances.add(fleetId);
    const [, instanceId] = (code === "GENERIC_EVENT" && /^Instance (\S+) starts /.exec(message)) || [];
    if (instanceId === undefined) return;
    for (const entry of this.#told.fleets.get(fleetId)?.runtime.serverProcesses ?? [])
      if (message.includes(entry.launchPath)) this.#givenUp.add(`${instanceId} ${launchKey(entry)}`);
  }

  /** What failed by a former configuration says nothing of the new one, were it the same one said again. */
  #fleetChanged({ id }: Fleet): void {
    const { command } = this.#told;
    if (command?.type !== "updateRuntimeConfiguration" || command.fleetId !== id) return;
    for (const instance of this.#told.instances.values())
      if (instance.fleetId === id)
        for (const key of [...this.#launchesInVain.keys(), ...this.#givenUp])
          if (key.startsWith(`${instance.id} `)) {
            this.#launchesInVain.delete(key);
            this.#givenUp.delete(key);
          }
  }

  #instanceChanged({ id, fleetId, status }: Instance): void {
    const { instances, fleets, command } = this.#told;
    const before = instances.get(id);
    if (status !== "TERMINATING" || before === undefined || before.status === "TERMINATING") return;
    // A fleet that goes takes all with it, and an instance that cannot be set up is given up.
    const fleetStatus = fleets.get(fleetId)?.status;
    if (fleetStatus === "ERROR" || fleetStatus === "DELETING" || command?.type === "instanceStepDone") return;
    this.#expect(!before.isReserved, "a reserved instance is not scaled in", () => id);
    const sessions = this.#told.sessionsOn(id);
    const idler = [...instances.values()].find(
      (other) =>
        other.fleetId === fleetId &&
        other.status !== "TERMINATING" &&
        !other.isReserved &&
        this.#told.sessionsOn(other.id) < sessions,
    );
    this.#expect(
      idler === undefined,
      "the instance with the fewest sessions is scaled in",
      () => `${id}, not ${String(idler?.id)}`,
    );
  }

  #launchChanged(launch: Launch): void {
    const before = this.#told.launches.get(launch.id);
    if (before === undefined) {
      if (launch.status === "STARTING") this.#launched(launch);
      return;
    }
    if (before.status !== "EXITING" && launch.status === "EXITING") this.#exiting(before, launch);
    const isStable = this.#told.decidedAtMs - launch.launchedAtMs >= STABLE_AFTER_MS;
    const isEnding = this.#told.processes.get(launch.id)?.status === "ENDING";
    if (before.status === "READY" && launch.status !== "READY" && (isStable || isEnding)) this.#wentWell(launch.id);
  }

  #launched(launch: Launch): void {
    const { fleets, instances, isDraining, command } = this.#told;
    const { id, fleetId, instanceId } = launch;
    const fleet = fleets.get(fleetId);
    const instance = instances.get(instanceId);
    const key = keyOf(launch);
    const wanted = this.#told.wanted(fleetId, key);
    const running = this.#told.launchesOn(instanceId, key) + 1;
    this.#expect(
      fleet !== undefined && fleet.status !== "ERROR" && fleet.status !== "DELETING",
      "a fleet that failed or goes launches nothing",
      () => `${id} on a fleet that is ${fleet?.status ?? "gone"}`,
    );
    this.#expect(
      // What was due before the host was told to drain was done before.
      instance?.status === "ACTIVE" && (!isDraining || command?.type === "drain"),
      "only an ACTIVE instance launches, and none while the host drains",
      () => `${id} on an instance that is ${instance?.status ?? "gone"}`,
    );
    this.#expect(
      running <= wanted,
      "an instance runs no more of an entry than its fleet wants",
      () => `${String(running)} of ${key} on ${instanceId}, not ${String(wanted)}`,
    );
    const inVain = (this.#launchesInVain.get(`${instanceId} ${key}`) ?? 0) + 1;
    this.#launchesInVain.set(`${instanceId} ${key}`, inVain);
    this.#expect(
      inVain <= MOST_WAVES * wanted,
      "launches that come to nothing are limited",
      () => `${String(inVain)} of ${key} on ${instanceId}`,
    );
  }

  /** It is to end, or said so. */
  #exiting(before: Launch, { id, instanceId, fleetId, reason }: Launch): void {
    const { processes, instances, isDraining, command } = this.#told;
    if (before.status === "READY") {
      const isEnded = !processes.has(id);
      this.#expect(isEnded, "a ready process is ended by its end only", () => `${id}: ${reason}`);
      return;
    }
    const key = keyOf(before);
    const mayEnd =
      isDraining ||
      instances.get(instanceId)?.status !== "ACTIVE" ||
      (before.dueAtMs !== null && before.dueAtMs <= this.#told.decidedAtMs) ||
      command?.type === "processReady" ||
      this.#told.launchesOn(instanceId, key) > this.#told.wanted(fleetId, key);
    this.#expect(mayEnd, "what starts is not ended without need", () => `${id}: ${reason}`);
  }

  /** It may have been asked or chosen long ago, and others have failed since. */
  #processEnded({ id, sessionsHosted }: GameServerProcess): void {
    if (sessionsHosted > 0 || this.#told.processes.get(id)?.status === "ENDING") this.#wentWell(id);
  }

  #wentWell(id: string): void {
    const launch = this.#told.launches.get(id);
    if (launch !== undefined) this.#launchesInVain.delete(`${launch.instanceId} ${keyOf(launch)}`);
  }
}
