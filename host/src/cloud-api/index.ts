export { serveCloudApi, type CloudApiOptions } from "./serve-cloud-api.js";
