import type { Entry } from "yauzl";
import { toArchiveError, type ArchiveFile } from "./archive-file.js";
import { kindOf, type EntryKind } from "./entry-kind.js";
import { nameOf, pathOf } from "./entry-path.js";
import { ArchiveError, shown } from "./errors.js";
import { FolderTree } from "./folder-tree.js";
import { RATIO_FREE_BYTES, type ArchiveLimits } from "./limits.js";
import { MAX_TARGET_BYTES } from "./link-target.js";

/** A file or a link to be made. Small: there may be a hundred thousand. */
export interface PlannedEntry {
  /** Below the folder, with slashes. */
  readonly path: string;
  readonly kind: Exclude<EntryKind, "folder">;
  readonly mode: number;
  readonly sizeBytes: number;
  readonly packedBytes: number;
  readonly isDeflated: boolean;
  readonly crc32: number;
  /** Of its local header in the archive. */
  readonly offset: number;
}

export interface ArchivePlan {
  /** With their rights, parents before what is in them. */
  readonly folders: Iterable<readonly [path: string, mode: number]>;
  /** As they lie in the archive. */
  readonly entries: readonly PlannedEntry[];
  readonly summary: ArchiveSummary;
}

export interface ArchiveSummary {
  readonly files: number;
  readonly folders: number;
  readonly links: number;
  /** Of all files, unpacked. */
  readonly bytes: number;
}

const ENCRYPTED_FLAGS = 0x1 | 0x40;
const AES_METHOD = 99;
const LOCAL_HEADER_BYTES = 30;

/**
 * Reads the archive's table of contents and judges all that can be judged by it, before anything is unpacked.
 * @throws ArchiveError
 */
export async function planOf(archive: ArchiveFile, limits: ArchiveLimits, signal?: AbortSignal): Promise<ArchivePlan> {
  const tree = new FolderTree();
  const entries: PlannedEntry[] = [];
  let bytes = 0;
  let packedBytes = 0;
  checkCount(archive.zip.entryCount, limits);
  try {
    for await (const entry of archive.zip.eachEntry()) {
      signal?.throwIfAborted();
      const name = nameOf(entry);
      const path = pathOf(entry);
      const { kind, mode } = kindOf(entry, name);
      checkReadable(entry, name);
      if (kind === "folder") {
        if (entry.uncompressedSize > 0)
          throw new ArchiveError("damaged", `the archive is broken: its folder ${shown(name)} has a content`);
        if (path !== "") tree.add(path, kind, mode);
      } else {
        if (path === "") throw new ArchiveError("unsafe-path", `the entry ${shown(name)} is the folder itself`);
        tree.add(path, kind, mode);
        entries.push(planned(entry, path, kind, mode));
      }
      checkCount(tree.size, limits);
      bytes += entry.uncompressedSize;
      packedBytes += entry.compressedSize + LOCAL_HEADER_BYTES;
      checkBytes(bytes, packedBytes, archive.sizeBytes, limits);
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw toArchiveError(error);
  }
  entries.sort((a, b) => a.offset - b.offset);
  const links = entries.filter(({ kind }) => kind === "link").length;
  const files = entries.length - links;
  return {
    folders: tree.folders(),
    entries,
    summary: { files, links, folders: tree.size - entries.length, bytes },
  };
}

function planned(entry: Entry, path: string, kind: PlannedEntry["kind"], mode: number): PlannedEntry {
  if (kind === "link" && entry.uncompressedSize > MAX_TARGET_BYTES)
    throw new ArchiveError("unsafe-link", `the symbolic link ${shown(path)} has a target of more than 1,024 bytes`);
  return {
    path,
    kind,
    mode,
    sizeBytes: entry.uncompressedSize,
    packedBytes: entry.compressedSize,
    isDeflated: entry.compressionMethod === 8,
    crc32: entry.crc32,
    offset: entry.relativeOffsetOfLocalHeader,
  };
}

function checkReadable({ generalPurposeBitFlag, compressionMethod, ...entry }: Entry, name: string): void {
  if ((generalPurposeBitFlag & ENCRYPTED_FLAGS) !== 0 || compressionMethod === AES_METHOD)
    throw new ArchiveError("encrypted", `the entry ${shown(name)} is encrypted: pack it without a password`);
  if (compressionMethod !== 0 && compressionMethod !== 8)
    throw new ArchiveError(
      "unsupported",
      `the entry ${shown(name)} is compressed by method ${compressionMethod}: pack it with "deflate" or "store"`,
    );
  if (compressionMethod === 0 && entry.compressedSize !== entry.uncompressedSize)
    throw new ArchiveError("damaged", `the archive is broken: the stored entry ${shown(name)} has two sizes`);
}

function checkCount(count: number, { maxEntries }: ArchiveLimits): void {
  if (count > maxEntries)
    throw new ArchiveError(
      "too-many-entries",
      `the archive has ${count} or more entries, and ${maxEntries} are allowed: pack many small files into fewer`,
    );
}

function checkBytes(bytes: number, packedBytes: number, archiveBytes: number, limits: ArchiveLimits): void {
  if (bytes > limits.maxBytes)
    throw new ArchiveError(
      "too-large",
      `the archive holds ${bytes} bytes or more when unpacked, and ${limits.maxBytes} are allowed: pack only what the server needs`,
    );
  if (bytes > RATIO_FREE_BYTES && bytes > limits.maxRatio * archiveBytes)
    throw new ArchiveError(
      "bomb",
      `the archive of ${archiveBytes} bytes would grow to ${bytes} or more, and ${limits.maxRatio} times its size is allowed`,
    );
  if (packedBytes > archiveBytes)
    throw new ArchiveError(
      "bomb",
      "the archive's entries have more bytes than the archive: they share them, or it is cut off",
    );
}
