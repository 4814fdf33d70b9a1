import { isScaledByPolicies, type Fleet, type FleetEvent, type HostEvent, type Instance } from "../model/index.js";
import type { Stage } from "./stage.js";
import type { Told } from "./told.js";

const MINUTE_MS = 60_000;

/** What a fleet's history says when its size was changed, and by whom. */
const causes = {
  "by a buffer": /^Policy ".*" \(keep .* so \d+ instances? (is|are) wanted/s,
  "by a rule": /^Policy ".*" \((?!keep ).* so \d+ instances? (is|are) wanted/s,
  "for a session": /more (is|are) asked for, so/,
  "by a timer": /^Timer ".*" of .* ran/s,
  "by a timer in vain": /^Timer ".*" of .* did nothing/s,
} as const;

/** That a policy decided, whichever. */
const decision = /^Policy ".*so \d+ instances? (is|are) wanted/s;

export const scalingCauses = Object.keys(causes) as readonly (keyof typeof causes)[];

/** Whether policies might change the size of a fleet when and as they did. To be shown an event before `Told` is. */
export class ScalingWatch {
  readonly #stage: Stage;
  readonly #told: Told;
  /** When the desired number of each fleet last moved. */
  readonly #movedAtMs = new Map<string, number>();
  /** The fleet's row before the change of this turn that is told of. */
  #before: Fleet | undefined;
  /** The fleet that policies are changing at this moment. */
  #deciding: string | undefined;

  constructor(stage: Stage, told: Told) {
    this.#stage = stage;
    this.#told = told;
  }

  see(event: HostEvent): void {
    if (event.type === "fleetChanged") this.#before = this.#told.fleets.get(event.fleet.id);
    if (event.type === "fleetEvent") this.#tells(event.event);
    else if (event.type === "instanceChanged") this.#instanceChanged(event.instance);
    else this.#deciding = undefined;
  }

  #expect(isSo: boolean, invariant: string, found: () => string): void {
    if (!isSo) this.#stage.broken(invariant, found());
  }

  #tells({ code, fleetId, message }: FleetEvent): void {
    this.#deciding = undefined;
    const fleet = this.#told.fleets.get(fleetId);
    const before = this.#before;
    this.#before = undefined;
    if (code !== "FLEET_SCALING_EVENT" || fleet === undefined) return;
    for (const cause of scalingCauses) if (causes[cause].test(message)) this.#stage.note(`scaled: ${cause}`);
    if (decision.test(message)) {
      this.#deciding = fleetId;
      this.#decided(fleet, before, message);
    }
    if (before?.id === fleetId && before.capacity.desired !== fleet.capacity.desired)
      this.#movedAtMs.set(fleetId, this.#told.decidedAtMs);
  }

  #decided(fleet: Fleet, before: Fleet | undefined, message: string): void {
    const { decidedAtMs, isDraining, command } = this.#told;
    const said = (): string => `fleet ${fleet.id}: ${message}`;
    this.#expect(isScaledByPolicies(fleet), "policies decide only where scaling is automatic", said);
    this.#expect(fleet.status === "ACTIVE", "policies decide only over an ACTIVE fleet", said);
    this.#expect(!isDraining || command?.type === "drain", "nothing is scaled while the host drains", said);
    const movedAtMs = this.#movedAtMs.get(fleet.id);
    const isCool =
      movedAtMs === undefined ||
      movedAtMs > decidedAtMs ||
      decidedAtMs - movedAtMs >= fleet.capacity.scalingIntervalMinutes * MINUTE_MS;
    // A fleet of no instances may have one at once.
    const isWoken = before?.capacity.desired === 0;
    this.#expect(isCool || isWoken, "policies let the cool-down pass", said);
  }

  #instanceChanged({ id, status, isReserved }: Instance): void {
    const before = this.#told.instances.get(id);
    if (this.#deciding === undefined || status !== "TERMINATING" || before?.status === "TERMINATING") return;
    const sessions = this.#told.sessionsOn(id);
    this.#expect(sessions === 0, "policies reduce by unused instances only", () => `${id} hosts ${String(sessions)}`);
    this.#expect(!isReserved, "policies leave reserved instances alone", () => id);
  }
}
