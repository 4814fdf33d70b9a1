export { serveCloudApi, type CloudApiOptions, type CloudApiServer } from "./serve-cloud-api.js";
export { factsOf } from "./host-facts.js";
export { gseRateLimits, type RateLimits } from "./rate-limits.js";
export { checkTls, type TlsPair } from "./tls.js";
