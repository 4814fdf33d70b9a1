import { actions, type ActionName } from "../gen/cloud-api.js";

/** Every action of the cloud API, sorted, also those that a host does not serve yet. */
export const actionNames: readonly ActionName[] = (Object.keys(actions) as ActionName[]).sort();
