export {
  createCloudApiClient,
  type CallLimits,
  type CloudApiClient,
  type CloudApiClientOptions,
} from "./cloud-api-client.js";
export type { Clock } from "./clock.js";
export { CloudApiError, HostUnreachableError } from "./errors.js";
export type { ActionName, ActionTypes } from "../gen/cloud-api.js";
