import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { JournalError } from "./errors.js";

/** Makes the folder if there is none, for its owner only. @throws JournalError where this user cannot work in it */
export function openDataFolder(dataDir: string): void {
  try {
    makeFolder(resolve(dataDir));
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw cannotUse(dataDir, error);
  }
}

/** One after the other: Node's own recursion never ends below /proc, where folders neither are nor can be made. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    // Of a file it says so.
    mkdirSync(folder, { recursive: true });
    return;
  }
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  mkdirSync(folder, { mode: 0o700 });
}

export function cannotUse(dataDir: string, error: unknown): JournalError {
  const [why, advice] = reasonOf(error);
  return new JournalError(`cannot use the data in "${dataDir}": ${why}; ${advice}`, { cause: error });
}

const ANOTHER = "give another folder with --data";

function reasonOf(error: unknown): readonly [why: string, advice: string] {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  switch (code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return [
        `this user may not write to it (${code})`,
        `start the host as the user whom it belongs to, or ${ANOTHER}`,
      ];
    case "EEXIST":
    case "ENOTDIR":
      return ["it is, or lies below, a file", ANOTHER];
    case "SQLITE_NOTADB":
    case "SQLITE_CORRUPT":
      return [
        `its gse.sqlite is damaged (${message})`,
        `put a backup of the whole folder in its place, or ${ANOTHER} to begin anew`,
      ];
  }
  // libsql has no code for a file that cannot be opened.
  if (/Unable to open connection to local database/.test(message))
    return [
      "its gse.sqlite cannot be opened",
      `see that it is a file which this user may read and write, or ${ANOTHER}`,
    ];
  return [message, `see that it is a folder that this user may write to, or ${ANOTHER}`];
}
