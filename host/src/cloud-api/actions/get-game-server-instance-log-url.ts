import type { FleetId, InstanceId } from "../../model/index.js";
import type { Action, ActionContext, RequestOf } from "./action.js";
import { knownFleet } from "./known-fleet.js";
import { knownInstance } from "./known-instance.js";

const action = "GetGameServerInstanceLogUrl";

/** So many links at a time where nobody says how many, and at most. */
const DEFAULT_SIZE = 20;
const MAX_SIZE = 100;

/**
 * Links to the logs of a fleet's instances, or of one of them by its id or address, in the order of their names: of its
 * set-up, its processes and its sessions (gse-semantics d.10).
 */
export const getGameServerInstanceLogUrl: Action<typeof action> = async (request, context) => {
  const { logs } = context;
  const { Offset = 0, Size = DEFAULT_SIZE } = request;
  const ids = instancesOf(request, context);
  const names = logs === undefined ? [] : (await Promise.all(ids.map((id) => logs.ofInstance(id)))).flat();
  const page = names.slice(Offset, Offset + Math.min(Size, MAX_SIZE));
  return {
    PresignedUrls: page.map((name) => context.logUrl(name)),
    Total: names.length,
    HasNext: Offset + page.length < names.length,
  };
};

/** One that is named by its id also when it is gone. */
function instancesOf(request: RequestOf<typeof action>, context: ActionContext): readonly InstanceId[] {
  const fleetId = request.FleetId as FleetId;
  knownFleet(action, context, fleetId);
  // An empty text is what forms send for nothing.
  const { InstanceId: instanceId = "", ServerIp: ipAddress = "" } = request;
  if (instanceId !== "") {
    const instance = knownInstance(action, context, instanceId as InstanceId, fleetId);
    return ipAddress === "" || ipAddress === instance.ipAddress ? [instance.id] : [];
  }
  const query = ipAddress === "" ? { fleetId } : { fleetId, ipAddress };
  return context.host.reads.instances(query, { offset: 0, limit: MOST_INSTANCES }).rows.map(({ id }) => id);
}

/** More than any quota lets one fleet have. */
const MOST_INSTANCES = 1_000;
