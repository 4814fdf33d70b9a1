export { writeDurably } from "./durable.js";
export { BlobError, type BlobErrorKind } from "./errors.js";
export type { Incoming } from "./receive.js";
export { Uploads, type ClaimedUpload, type UploadsOptions } from "./uploads.js";
export type { Part, UploadInParts } from "./uploads-in-parts.js";
