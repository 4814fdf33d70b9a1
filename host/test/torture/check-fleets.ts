import type { FleetAttributes } from "../../src/gen/cloud-api.js";
import { runtimeText } from "./main-fleet.js";
import type { Scene } from "./scene.js";

/** After a restart: every fleet that was acknowledged is there, with what was acknowledged of it. */
export async function checkFleets(scene: Scene): Promise<void> {
  const { api, ledger, violation } = scene;
  const { mainFleetId, desired, runtime } = ledger;
  const { FleetAttributes: fleets } = await api.ask("DescribeFleetAttributes", { Limit: 100 });
  const main = fleets.find(({ FleetId }) => FleetId === mainFleetId);
  if (main?.Status !== "ACTIVE") violation(`the fleet is ${main?.Status ?? "gone"}, not ACTIVE`);

  const { FleetCapacity: capacities } = await api.ask("DescribeFleetCapacity", { FleetIds: [mainFleetId] });
  const found = capacities[0]?.InstanceCounts.Desired ?? -1;
  if (!desired.mayBe(found)) violation(`the fleet's capacity is ${String(found)}, not ${String(desired)}`);
  const { RuntimeConfiguration } = await api.ask("DescribeRuntimeConfiguration", { FleetId: mainFleetId });
  if (!runtime.mayBe(runtimeText(RuntimeConfiguration)))
    violation(`the fleet runs ${runtimeText(RuntimeConfiguration)}, not ${String(runtime)}`);

  checkTemporary(scene, fleets);
}

function checkTemporary({ ledger, violation, figures }: Scene, fleets: readonly FleetAttributes[]): void {
  for (const record of ledger.fleets.filter(({ making, isGone }) => making !== "notMade" && !isGone)) {
    const [found, ...more] = fleets.filter(({ Name }) => Name === record.name);
    if (more.length > 0) violation(`${record.name} is there ${String(1 + more.length)} times`);
    if (record.making === "inDoubt") {
      record.making = found === undefined ? "notMade" : "made";
      record.id = found?.FleetId ?? "";
      record.arn = found?.FleetArn ?? "";
      figures.count(found === undefined ? "doubts that had not happened" : "doubts that had happened");
      continue;
    }
    const status = found?.Status;
    if (status === undefined) {
      if (record.deletion === "no") violation(`${record.name} was acknowledged and is gone: ${record.id}`);
      record.isGone = true;
      continue;
    }
    if (status === "ACTIVE") record.hasBeenActive = true;
    if (status === "ERROR") violation(`${record.name} is in ERROR: ${record.id}`);
    if (record.deletion === "acknowledged" && status !== "DELETING")
      violation(`${record.name} is ${status}, and its deletion was acknowledged`);
    if (record.deletion === "no" && status === "DELETING")
      violation(`${record.name} is ${status}, and nobody wanted it`);
    if (record.deletion === "inDoubt") record.deletion = status === "DELETING" ? "acknowledged" : "no";
  }
}
