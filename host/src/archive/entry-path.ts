import { isUtf8 } from "node:buffer";
import { getFileNameLowLevel, type Entry } from "yauzl";
import { ArchiveError, shown } from "./errors.js";

/** Far below PATH_MAX (4,096 with the end), so that there is room for the folder it goes to. */
const MAX_PATH_BYTES = 1_024;
/** What ext4, xfs and APFS take for one name. */
const MAX_NAME_BYTES = 255;
const UTF8_FLAG = 0x800;

/**
 * Where an entry goes below the folder: `a/b`, without `.`, `..` and doubled slashes; "" is the folder itself.
 * Backslashes count as slashes, as packers of old Windows write them.
 * @throws ArchiveError unsafe-path, name-too-long
 */
export function pathOf(entry: Entry): string {
  const name = nameOf(entry);
  const unsafe = (why: string): ArchiveError =>
    new ArchiveError(
      "unsafe-path",
      `the entry ${shown(name)} ${why}: pack the content of the folder, under paths that begin in it`,
    );
  if (name.includes("\0")) throw unsafe("has a NUL in its name");
  if (name === "") throw unsafe("has no name");
  if (/^[/]/.test(name)) throw unsafe("has an absolute path");
  if (/^[a-zA-Z]:/.test(name)) throw unsafe("names a drive");
  const names = name.split("/").filter((part) => part !== "" && part !== ".");
  if (names.includes("..")) throw unsafe("leaves the folder");
  const path = names.join("/");
  if (Buffer.byteLength(path) > MAX_PATH_BYTES || names.some((part) => Buffer.byteLength(part) > MAX_NAME_BYTES))
    throw new ArchiveError(
      "name-too-long",
      `the entry ${shown(name)} has a path of more than ${MAX_PATH_BYTES} bytes, or a name of more than ${MAX_NAME_BYTES}`,
    );
  return path;
}

/** The name as written, with slashes. Text that is UTF-8 is taken as such, also where a packer (macOS') forgot to say so. */
export function nameOf(entry: Entry): string {
  const flags = isUtf8(entry.fileNameRaw) ? entry.generalPurposeBitFlag | UTF8_FLAG : entry.generalPurposeBitFlag;
  return getFileNameLowLevel(flags, entry.fileNameRaw, entry.extraFields, false);
}
