import type { Chance } from "./chance.js";
import { FleetRecord } from "./ledger.js";
import { fleetDesign, MOST_INSTANCES, runtimeText } from "./main-fleet.js";
import type { Scene } from "./scene.js";

const MOST_TEMPORARY_FLEETS = 2;

/** One change of it at a time, so that what was asked last is what holds. */
export class FleetLoad {
  #isCapacityChanging = false;
  #isRuntimeChanging = false;

  async changeCapacity({ api, ledger, figures }: Scene, chance: Chance): Promise<void> {
    if (this.#isCapacityChanging) return;
    this.#isCapacityChanging = true;
    const desired = chance.between(1, MOST_INSTANCES);
    const answer = await api.call("UpdateFleetCapacity", { FleetId: ledger.mainFleetId, DesiredInstances: desired });
    if (answer.kind === "done") ledger.desired.acknowledged(desired);
    else if (answer.kind === "unanswered") ledger.desired.inDoubt(desired);
    if (answer.kind === "done") figures.count("capacity changes");
    this.#isCapacityChanging = false;
  }

  async changeRuntime({ api, ledger, figures, runtimeOf }: Scene, chance: Chance): Promise<void> {
    if (this.#isRuntimeChanging) return;
    this.#isRuntimeChanging = true;
    const runtime = runtimeOf(chance.between(1, 2), chance.between(3, 4));
    const answer = await api.call("UpdateRuntimeConfiguration", {
      FleetId: ledger.mainFleetId,
      RuntimeConfiguration: runtime,
    });
    if (answer.kind === "done") ledger.runtime.acknowledged(runtimeText(runtime));
    else if (answer.kind === "unanswered") ledger.runtime.inDoubt(runtimeText(runtime));
    if (answer.kind === "done") figures.count("runtime changes");
    this.#isRuntimeChanging = false;
  }

  /** A fleet more, or one less. */
  async changeFleets(scene: Scene, chance: Chance): Promise<void> {
    const { liveFleets } = scene.ledger;
    const deletable = liveFleets.filter(({ deletion }) => deletion === "no");
    if (
      deletable.length < MOST_TEMPORARY_FLEETS &&
      liveFleets.length < 2 * MOST_TEMPORARY_FLEETS &&
      chance.happens(0.5)
    )
      await this.#create(scene);
    else await this.#delete(scene, chance.pick(deletable));
  }

  async #create({ api, ledger, figures, assetId, runtimeOf, violation }: Scene): Promise<void> {
    const record = new FleetRecord(`fleet-${String(ledger.nextNumber())}`);
    ledger.fleets.push(record);
    const answer = await api.call("CreateFleet", fleetDesign(assetId, record.name, runtimeOf(1, 1)));
    if (answer.kind === "done") {
      record.id = answer.value.FleetAttributes.FleetId;
      record.arn = answer.value.FleetAttributes.FleetArn;
      record.making = "made";
      figures.count("fleets created");
    } else if (answer.kind === "refused") {
      record.making = "notMade";
      violation(`creating a fleet was refused: ${answer.code}, ${answer.message}`);
    }
  }

  async #delete({ api, figures }: Scene, record: FleetRecord | undefined): Promise<void> {
    if (record === undefined) return;
    record.deletion = "inDoubt";
    const answer = await api.call("DeleteFleet", { FleetId: record.id });
    if (answer.kind === "done") record.deletion = "acknowledged";
    else if (answer.kind === "refused") record.deletion = "no";
    if (answer.kind === "done") figures.count("fleets deleted");
    // Refused while it has a session: another time.
  }
}
