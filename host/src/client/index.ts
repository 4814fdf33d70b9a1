export {
  createCloudApiClient,
  type CallLimits,
  type CloudApiClient,
  type CloudApiClientOptions,
} from "./cloud-api-client.js";
export type { Clock } from "./clock.js";
export { CloudApiError, HostUnreachableError } from "./errors.js";
export { actionNames } from "./action-names.js";
export type { ActionName, ActionTypes, GameServerSession, PlayerSession } from "../gen/cloud-api.js";
