export { serveCloudApi, type CloudApiOptions, type CloudApiServer } from "./serve-cloud-api.js";
