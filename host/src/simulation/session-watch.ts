import type { GameServerProcess, GameServerSession, HostEvent, Instance, OsProcess } from "../model/index.js";
import type { Ledger } from "./ledger.js";
import type { Stage } from "./stage.js";
import type { Told } from "./told.js";

const NO_PROTECTION_MS = 300_000;
/** From EndGameServerSessionAndProcess, or an activation that did not come, to the end by force (gse-semantics m-33). */
const EXIT_GRACE_MS = 30_000;

/** Why a process without a session has only that long. */
const isShort = (reason: string): boolean =>
  reason === "a session was not activated in time" ||
  reason === "the machine is short of memory" ||
  reason.startsWith("its placement is ");

export interface SessionWatchOptions {
  readonly stage: Stage;
  readonly ledger: Ledger;
  readonly told: Told;
  /** The operating system has it. */
  readonly isAlive: (process: OsProcess) => boolean;
}

/** Whether the host might place each session where it did, and end each process when it did. To be shown an event before `Told` is. */
export class SessionWatch {
  readonly #options: SessionWatchOptions;
  /** A longer period than before finds some creations forgotten. */
  readonly #limitsChanged = new Set<string>();

  constructor(options: SessionWatchOptions) {
    this.#options = options;
  }

  see(event: HostEvent): void {
    if (event.type === "sessionCreated") this.#created(event.session, event.process);
    if (event.type === "processAskedToEnd") this.#askedToEnd(event.process);
    if (event.type === "processEnded") this.#ended(event.process);
    if (event.type !== "fleetChanged") return;
    const { id, creatorLimit } = event.fleet;
    const before = this.#options.told.fleets.get(id)?.creatorLimit;
    if (before !== undefined && before.periodMinutes !== creatorLimit.periodMinutes) this.#limitsChanged.add(id);
  }

  #expect(isSo: boolean, invariant: string, found: () => string): void {
    if (!isSo) this.#options.stage.broken(invariant, found());
  }

  #created(session: GameServerSession, { id, instanceId, fleetId }: GameServerProcess): void {
    const { told } = this.#options;
    const process = told.processes.get(id);
    const name = `session ${String(session.seq)}`;
    this.#expect(!told.isDraining, "a host that drains takes no session", () => name);
    this.#expect(
      process?.status === "ACTIVE" && !process.isShielded,
      "a process that ends or is unhealthy gets no session",
      () => `${name} on ${JSON.stringify(process)}`,
    );
    this.#expect(!told.hosted.has(id), "a process hosts one session at most", () => name);
    this.#expect(this.#isWithinLimit(session), "a creator makes no more sessions than allowed", () => name);
    if (instanceId === null) {
      this.#expect(!told.fleets.has(session.fleetId), "a fleet hosts its sessions itself", () => name);
      return;
    }
    const instance = told.instances.get(instanceId);
    const fleet = told.fleets.get(session.fleetId);
    this.#expect(
      instance?.status === "ACTIVE" && instance.weight > 0 && fleetId === session.fleetId && fleet?.status === "ACTIVE",
      "a session is on an ACTIVE instance of its fleet that has a weight",
      () => `${name} on ${JSON.stringify(instance)} of a fleet that is ${fleet?.status ?? "gone"}`,
    );
    const most = fleet?.runtime.maxConcurrentActivations ?? 0;
    this.#expect(
      most === 0 || told.activatingForSure(instanceId) < most,
      "no more sessions of an instance activate at once than its fleet allows",
      () => `${name} beside ${String(told.activatingForSure(instanceId))} others`,
    );
    const failedOn = this.#failedOn(session);
    const better = [...told.instances.values()].find(
      (other) =>
        instance !== undefined && other.fleetId === session.fleetId && this.#isBetter(other, instance, most, failedOn),
    );
    this.#expect(
      better === undefined,
      "a session is on the weightiest instance, and of those on the busiest",
      () => `${name} on ${instanceId}, not on ${String(better?.id)}`,
    );
  }

  /** The processes that have failed its placement, if it is for one. */
  #failedOn({ id }: GameServerSession): ReadonlySet<string> {
    const { live, past } = this.#options.ledger.placements;
    const placements = [...live.values(), ...past.values()].filter(({ placementId }) => id.endsWith(`/${placementId}`));
    return new Set(placements.flatMap(({ failedOn }) => failedOn.map(({ processId }) => processId)));
  }

  /** It could have taken the session, and should have (gse-semantics d.7). */
  #isBetter(other: Instance, than: Instance, most: number, failedOn: ReadonlySet<string>): boolean {
    const { told } = this.#options;
    if (other.status !== "ACTIVE" || other.weight === 0) return false;
    if (most > 0 && told.activatingPerhaps(other.id) >= most) return false;
    const isFree = [...told.processes.values()].some(
      ({ id, instanceId, status, isShielded }) =>
        instanceId === other.id && status === "ACTIVE" && !isShielded && !told.hosted.has(id) && !failedOn.has(id),
    );
    const isBusier = told.sessionsOn(other.id) > told.sessionsOn(than.id);
    return isFree && (other.weight > than.weight || (other.weight === than.weight && isBusier));
  }

  /** gse-semantics d.6 */
  #isWithinLimit({ id, fleetId, creatorId, createdAtMs }: GameServerSession): boolean {
    const { told, ledger } = this.#options;
    if (creatorId === "" || this.#limitsChanged.has(fleetId)) return true;
    const { sessions, periodMinutes } = told.fleets.get(fleetId)?.creatorLimit ?? { sessions: 2, periodMinutes: 3 };
    const { live, past } = ledger.sessions;
    const before = [...live.values(), ...past.values()].filter(
      (session) =>
        session.id !== id &&
        session.creatorId === creatorId &&
        session.fleetId === fleetId &&
        session.createdAtMs > createdAtMs - periodMinutes * 60_000 &&
        session.createdAtMs <= createdAtMs,
    );
    return before.length < sessions;
  }

  #askedToEnd({ id, endsAtMs, statusReason, fleetId }: GameServerProcess): void {
    const { told } = this.#options;
    const before = told.processes.get(id)?.endsAtMs;
    const isCallersWord =
      told.command?.type === "endProcess" || told.command?.type === "endGameServerSessionAndProcess";
    if (endsAtMs === before || isCallersWord) return;
    const session = told.hosted.get(id);
    const leftMs = endsAtMs === null ? null : endsAtMs - told.decidedAtMs;
    this.#expect(
      leftMs === (session === undefined ? NO_PROTECTION_MS : this.#protectionOf(session, fleetId)) ||
        (session === undefined && leftMs === EXIT_GRACE_MS && isShort(statusReason)),
      "a process that is to go has as long as its session's protection says",
      () => `${id} has ${String(leftMs)} ms for a session with ${String(session?.protectionPolicy)}: ${statusReason}`,
    );
  }

  /** gse-semantics d.5 */
  #protectionOf({ protectionPolicy }: GameServerSession, fleetId: string | null): number | null {
    if (protectionPolicy === "FullProtection") return null;
    if (protectionPolicy === "NoProtection") return NO_PROTECTION_MS;
    return (this.#options.told.fleets.get(fleetId ?? "")?.protectionTimeLimitMinutes ?? 60) * 60_000;
  }

  #ended(process: GameServerProcess): void {
    const { told, isAlive } = this.#options;
    const { id, statusReason } = process;
    this.#expect(
      !statusReason.startsWith("SERVER_PROCESS_CRASHED") || !isAlive(process),
      "a process that runs is not taken for gone",
      () => `${id}: ${statusReason}`,
    );
    if (!statusReason.startsWith("SERVER_PROCESS_FORCE_TERMINATED")) return;
    const endsAtMs = told.processes.get(id)?.endsAtMs ?? null;
    this.#expect(
      endsAtMs !== null && endsAtMs <= told.decidedAtMs,
      "a process is ended by force when its time is over",
      () => `${id} at ${String(told.decidedAtMs)}, with time until ${String(endsAtMs)}`,
    );
  }
}
