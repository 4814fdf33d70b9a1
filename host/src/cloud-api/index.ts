export { serveCloudApi, type CloudApiOptions, type CloudApiServer } from "./serve-cloud-api.js";
export { factsOf, type HostFacts } from "./host-facts.js";
export { gseRateLimits, type RateLimits } from "./rate-limits.js";
export { DEFAULT_REGION } from "../regions.js";
export { checkTls, type TlsPair } from "./tls.js";

// For the rooms that serve beside it.
export type { ApiDoor, NeighbourRoom } from "./api-door.js";
export { ApiRefusal } from "./api-refusal.js";
export { headerOf, mediaTypeOf, rawRequest, type RawRequest } from "./raw-request.js";
export { readBody } from "./read-body.js";
export { toWireAlias } from "./alias-wire.js";
export { toWireAsset } from "./asset-wire.js";
export { toWireCapacity, toWireEvent, toWireFleet, toWireUtilization } from "./fleet-wire.js";
export { toWireInstanceExtend } from "./instance-wire.js";
export { toWirePlacement, toWireQueue } from "./queue-wire.js";
export { toWirePlayer, toWireSession } from "./to-wire.js";
