import { constants } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";

const AT_A_TIME = 16;
/** A name may have become another thing meanwhile: nothing is followed, nothing waited for. */
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Every file and folder of it is on the disk, so that it is there after a loss of power too. */
export async function syncTree(folder: string, signal: AbortSignal): Promise<void> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = [
    ...found
      .filter((entry) => entry.isFile() || entry.isDirectory())
      .map(({ parentPath, name }) => join(parentPath, name)),
    folder,
    join(folder, ".."),
  ].values();
  const worker = async (): Promise<void> => {
    // One iterator for all of them.
    for (const path of paths) {
      signal.throwIfAborted();
      await sync(path);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}

async function sync(path: string): Promise<void> {
  try {
    const handle = await open(path, FLAGS);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isCode(error, "ENOENT", "EACCES", "ELOOP", "ENXIO", "EINVAL")) return;
    throw error;
  }
}

/** Gone, not to be read by this user, or no file any more: none of it can be helped here. */
const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && "code" in error && codes.includes(String(error.code));
