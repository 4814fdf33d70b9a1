import { packageKinds, type PackageKind } from "./temper.js";

/** A package's blob says of which kind it is, so that it is still known after any crash. */
export const blobOf = (kind: PackageKind, number: number): string => `${kind}-${String(number)}`;

export const packageKindOf = (blob: string): PackageKind =>
  packageKinds.find((kind) => blob.startsWith(`${kind}-`)) ?? "sound";
