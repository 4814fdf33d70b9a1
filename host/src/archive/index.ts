export { ArchiveError, type ArchiveErrorKind } from "./errors.js";
export { extractArchive, inspectArchive, type ArchiveEntry } from "./extract.js";
export type { ArchiveLimits } from "./limits.js";
