import { constants, type PathLike } from "node:fs";
import { chmod, mkdir, open, readdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { ArchiveFile } from "./archive-file.js";
import { ArchiveError, shown, textOf } from "./errors.js";
import { defaultArchiveLimits, type ArchiveLimits } from "./limits.js";
import { checkLinkTarget } from "./link-target.js";
import { planOf, type ArchivePlan, type ArchiveSummary, type PlannedEntry } from "./plan.js";
import { EntryReader, type Sink } from "./read-entry.js";

export interface ReadArchiveOptions {
  readonly limits?: Partial<ArchiveLimits>;
  /** Told of each file and link that was read to its end and found right. */
  readonly onEntry?: (entry: ArchiveEntry) => void;
  /** Ends the work; its reason comes out as it went in. */
  readonly signal?: AbortSignal;
}

export type ArchiveEntry = Pick<PlannedEntry, "path" | "kind" | "mode" | "sizeBytes">;

/**
 * Reads an archive from end to end, with every checksum, and writes nothing. What passes here can be extracted.
 * @throws ArchiveError; the signal's reason
 */
export const inspectArchive = (file: string, options: ReadArchiveOptions = {}): Promise<ArchiveSummary> =>
  withPlan(file, options, async (archive, plan) => {
    await readEntries(archive, plan, options, async () => ({ write: () => undefined, end: async () => undefined }));
  });

/**
 * Unpacks an archive into a folder, which is made when it is not there and must be empty when it is. Rights are kept, except
 * set-user-id, set-group-id and sticky. Links are made last, so that nothing is ever written through one.
 * @throws ArchiveError; the signal's reason; then the folder is gone
 */
export const extractArchive = (
  file: string,
  targetDir: string,
  options: ReadArchiveOptions = {},
): Promise<ArchiveSummary> =>
  withPlan(file, options, async (archive, plan) => {
    await makeEmptyFolder(targetDir);
    try {
      for (const [path, mode] of plan.folders) {
        options.signal?.throwIfAborted();
        await written(path, () => makeFolder(join(targetDir, path), mode));
      }
      const links = await readEntries(archive, plan, options, (entry) => fileSink(targetDir, entry));
      for (const [path, target] of links) await written(path, () => symlink(target, join(targetDir, path)));
    } catch (error) {
      await removeAfter(error, targetDir);
      throw error;
    }
  });

async function withPlan(
  file: string,
  { limits, signal }: ReadArchiveOptions,
  carryOut: (archive: ArchiveFile, plan: ArchivePlan) => Promise<void>,
): Promise<ArchiveSummary> {
  signal?.throwIfAborted();
  const archive = await ArchiveFile.open(file);
  try {
    const plan = await planOf(archive, { ...defaultArchiveLimits, ...limits }, signal);
    await carryOut(archive, plan);
    return plan.summary;
  } catch (error) {
    // Streams call every abort an AbortError.
    signal?.throwIfAborted();
    throw error;
  } finally {
    await archive.close();
  }
}

interface EntrySink {
  readonly write: Sink;
  /** Comes in any case; `isWhole` once everything was written. */
  end(isWhole: boolean): Promise<void>;
}

/** Reads every entry; files go to their sink, the targets of links are checked and given back. */
async function readEntries(
  archive: ArchiveFile,
  plan: ArchivePlan,
  { onEntry, signal }: ReadArchiveOptions,
  openSink: (entry: PlannedEntry) => Promise<EntrySink>,
): Promise<ReadonlyMap<string, string>> {
  const reader = new EntryReader(archive, signal);
  const links = new Map<string, string>();
  for (const entry of plan.entries) {
    if (entry.kind === "link") links.set(entry.path, await readTarget(reader, entry));
    else await readFile(reader, entry, await openSink(entry));
    onEntry?.(entry);
  }
  return links;
}

async function readTarget(reader: EntryReader, entry: PlannedEntry): Promise<string> {
  const chunks: Buffer[] = [];
  await reader.read(entry, (chunk) => void chunks.push(chunk));
  const target = Buffer.concat(chunks).toString("utf8");
  checkLinkTarget(entry.path, target);
  return target;
}

async function readFile(reader: EntryReader, entry: PlannedEntry, sink: EntrySink): Promise<void> {
  let isWhole = false;
  try {
    await reader.read(entry, sink.write);
    isWhole = true;
  } finally {
    await sink.end(isWhole);
  }
}

async function fileSink(targetDir: string, { path, mode }: PlannedEntry): Promise<EntrySink> {
  // Never over something that is there: where names differ by case alone, a file system may take two for one.
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const file = await written(path, () => open(join(targetDir, path), flags, 0o600));
  return {
    write: async (chunk) => {
      for (let done = 0; done < chunk.length;)
        done += (await written(path, () => file.write(chunk, done, chunk.length - done))).bytesWritten;
    },
    end: async (isWhole) => {
      try {
        if (isWhole) await written(path, () => file.chmod(mode));
      } finally {
        await written(path, () => file.close());
      }
    },
  };
}

async function makeEmptyFolder(targetDir: string): Promise<void> {
  await written(targetDir, () => mkdir(targetDir, { recursive: true }));
  const found = await readdir(targetDir);
  if (found.length > 0)
    throw new Error(`cannot unpack into "${targetDir}": it is not empty, it has ${shown(found[0] ?? "")}`);
}

async function makeFolder(path: PathLike, mode: number): Promise<void> {
  await mkdir(path, { mode });
  // What the umask took away.
  await chmod(path, mode);
}

async function written<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      throw new ArchiveError(
        "duplicate",
        `${shown(path)} is there already: this file system takes it for another entry`,
        {
          cause: error,
        },
      );
    throw new ArchiveError("cannot-write", `${shown(path)} cannot be written: ${textOf(error)}`, { cause: error });
  }
}

async function removeAfter(error: unknown, targetDir: string): Promise<void> {
  try {
    await rm(targetDir, { recursive: true, force: true });
  } catch (left) {
    throw new AggregateError(
      [error, left],
      `${textOf(error)}; and what was unpacked before that could not be removed: ${textOf(left)}`,
      { cause: left },
    );
  }
}
