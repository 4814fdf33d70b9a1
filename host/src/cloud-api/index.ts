export { serveCloudApi, type CloudApiOptions, type CloudApiServer } from "./serve-cloud-api.js";
export { factsOf, type HostFacts } from "./host-facts.js";
