import type { Entry } from "yauzl";
import { ArchiveError, shown } from "./errors.js";

export type EntryKind = "file" | "folder" | "link";

const FILE_MODE = 0o644;
export const FOLDER_MODE = 0o755;

// Systems whose packers fill in unix modes: APPNOTE 4.4.2.2, unix and macOS.
const unixSystems = new Set([3, 19]);
const S_IFMT = 0o170000;
const kinds: ReadonlyMap<number, EntryKind> = new Map([
  [0, "file"],
  [0o100000, "file"],
  [0o040000, "folder"],
  [0o120000, "link"],
]);

/**
 * What an entry makes, and with which rights. Those of set-user-id, set-group-id and sticky are dropped, and the owner may
 * always read it and list it: whoever unpacked it must be able to take it away again.
 * @throws ArchiveError special-file
 */
export function kindOf(entry: Entry, name: string): { readonly kind: EntryKind; readonly mode: number } {
  const unixMode = unixSystems.has(entry.versionMadeBy >> 8) ? entry.externalFileAttributes >>> 16 : 0;
  const declared = kinds.get(unixMode & S_IFMT);
  if (declared === undefined)
    throw new ArchiveError(
      "special-file",
      `the entry ${shown(name)} is a device, a pipe or a socket: a package has only files, folders and links`,
    );
  const kind = name.endsWith("/") ? "folder" : declared;
  const rights = unixMode & 0o777;
  if (kind === "folder") return { kind, mode: rights === 0 ? FOLDER_MODE : rights | 0o700 };
  return { kind, mode: rights === 0 ? FILE_MODE : rights | 0o400 };
}
