/**
 * A typed client of the cloud API, signed as Tencent's: what a game's backend calls to make sessions and let players join.
 * @module
 */
export {
  createCloudApiClient,
  type CallLimits,
  type CloudApiClient,
  type CloudApiClientOptions,
} from "./cloud-api-client.js";
export type { Clock } from "./clock.js";
export { CloudApiError, HostUnreachableError } from "./errors.js";
export { uploadPackage, type UploadOptions } from "./upload-package.js";
export { actionNames } from "./action-names.js";
export {
  httpLatencyProbe,
  measureLatencies,
  measureRegions,
  playerLatencies,
  type LatencyProbe,
  type MeasuredLatency,
  type MeasureOptions,
  type RegionLatency,
} from "./latency/index.js";
export { udpLatencyProbe } from "./udp-latency-probe.js";
export type { ActionName, ActionTypes, GameServerSession, PlayerSession } from "../gen/cloud-api.js";
