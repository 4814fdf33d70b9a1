import type { ActionName } from "../../gen/cloud-api.js";
import type { FleetId, Instance, InstanceId } from "../../model/index.js";
import { refusalOf } from "../error-codes.js";
import type { ActionContext } from "./action.js";

/** The instance of that id, of that fleet where one is given; also one that is gone. @throws ApiRefusal when there never was one */
export function knownInstance(
  action: ActionName,
  { host }: Pick<ActionContext, "host">,
  instanceId: InstanceId,
  fleetId: FleetId | undefined,
): Instance {
  const instance = host.reads.instance(instanceId);
  if (instance !== undefined && (fleetId === undefined || instance.fleetId === fleetId)) return instance;
  const where = fleetId === undefined ? "" : ` of ${fleetId}`;
  throw refusalOf(action, {
    kind: "instance-not-found",
    message: `there is no instance ${JSON.stringify(instanceId.slice(0, 128))}${where}: DescribeInstances of its fleet names those there are`,
  });
}
