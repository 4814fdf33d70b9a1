export { ArchiveError, type ArchiveErrorKind } from "./errors.js";
export { extractArchive, inspectArchive, type ArchiveEntry, type ReadArchiveOptions } from "./extract.js";
export { defaultArchiveLimits, type ArchiveLimits } from "./limits.js";
export type { ArchiveSummary } from "./plan.js";
