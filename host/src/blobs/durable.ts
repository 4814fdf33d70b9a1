import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** Ends the names of files that are not finished; whatever has such a name at a start is taken away. */
export const UNFINISHED = ".tmp";

/** What was made, renamed or removed in a folder is so after a power failure too. */
export async function syncFolder(dir: string): Promise<void> {
  // Windows neither can nor needs to.
  if (process.platform === "win32") return;
  const handle = await open(dir, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whole and on disk when it settles, or not there. */
export async function writeDurably(file: string, text: string): Promise<void> {
  const unfinished = file + UNFINISHED;
  const handle = await open(unfinished, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
  await syncFolder(dirname(file));
}
