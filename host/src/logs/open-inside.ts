import { constants, type Stats } from "node:fs";
import { open, realpath, stat, type FileHandle } from "node:fs/promises";
import { join, sep } from "node:path";

export interface OpenFile {
  readonly handle: FileHandle;
  readonly stats: Stats;
}

/**
 * Opens a file below a folder for reading: never one that a link leads to from inside, even when links and folders change
 * while it looks; never one that would block, such as a pipe. Undefined where there is no such file.
 * @param parts the path's parts below `root`; none of them may be "" or ".."
 * @throws OutsideError when the path leaves `root` by a link, or is no regular file
 */
export async function openInside(root: string, parts: readonly string[]): Promise<OpenFile | undefined> {
  const path = join(root, ...parts);
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (isCode(error, "ENOENT", "ENOTDIR")) return undefined;
    if (isCode(error, "ELOOP")) throw new OutsideError("it is a symbolic link");
    if (isCode(error, "ENXIO", "ENODEV", "EISDIR")) throw new OutsideError("it is no file");
    throw error;
  }
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new OutsideError("it is no file");
    // What is open must be what stands at a place inside by now: the folders on the way may have been links.
    const [realRoot, realFile] = await Promise.all([realpath(root), realpath(path)]);
    const there = await stat(realFile);
    const isInside = realFile.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep);
    if (!isInside || there.dev !== stats.dev || there.ino !== stats.ino)
      throw new OutsideError("a symbolic link leads out of the folder");
    return { handle, stats };
  } catch (error) {
    await handle.close();
    if (isCode(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  }
}

/** It is there, but must not be read. */
export class OutsideError extends Error {
  override readonly name = "OutsideError";
}

export const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && "code" in error && codes.includes(String(error.code));

/** Reads as the chunks are asked for; ends early, without a fault, where the file has become shorter. */
export async function* bytesOf(handle: FileHandle, from: number, to: number): AsyncGenerator<Buffer, void, undefined> {
  for (let at = from; at < to;) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, to - at));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) return;
    yield chunk.subarray(0, bytesRead);
    at += bytesRead;
  }
}

const CHUNK_BYTES = 64 * 1024;
