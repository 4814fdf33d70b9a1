import { constants } from "node:fs";
import {
  lstat,
  mkdir,
  open,
  opendir,
  readdir,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
  type FileHandle,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import type { OpenLog } from "../ports/index.js";
import { isLogName } from "./log-name.js";
import { bytesOf, isCode, openInside, OutsideError } from "./open-inside.js";

export interface StoredLog {
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
}

/**
 * The folder of all logs. A log goes by its name, a POSIX path below it, and nothing outside of it is ever reached by a
 * name: not by "..", and not through links that somebody put there.
 */
export class LogStore {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** The log, open for reading; undefined where there is none of that name. Whoever opens it closes it. */
  async open(name: string): Promise<OpenLog | undefined> {
    const found = await this.#openFile(name);
    if (found === undefined) return undefined;
    const { handle, stats } = found;
    return {
      sizeBytes: stats.size,
      modifiedAtMs: stats.mtimeMs,
      read: (from = 0, to = stats.size) => bytesOf(handle, from, Math.min(to, stats.size)),
      close: () => handle.close(),
    };
  }

  /** Bytes; undefined where there is none of that name. */
  async size(name: string): Promise<number | undefined> {
    if (!isLogName(name)) return undefined;
    const stats = await lstat(this.pathOf(name)).catch(() => undefined);
    return stats?.isFile() === true ? stats.size : undefined;
  }

  /** The last lines, each without its end; of a longest line of `MAX_TAIL_BYTES` only the end. */
  async tail(name: string, lines: number): Promise<readonly string[]> {
    const found = await this.#openFile(name);
    if (found === undefined) return [];
    const { handle, stats } = found;
    try {
      let text = Buffer.alloc(0);
      let at = stats.size;
      // One line end more than lines: what stands before it belongs to none of them.
      while (at > 0 && text.length < MAX_TAIL_BYTES && countLineEnds(text) <= lines) {
        const from = Math.max(0, at - TAIL_STEP_BYTES);
        const chunks: Buffer[] = [];
        for await (const chunk of bytesOf(handle, from, at)) chunks.push(chunk);
        text = Buffer.concat([...chunks, text]);
        at = from;
      }
      const all = text.toString("utf8").split("\n");
      if (all.at(-1) === "") all.pop();
      return lines <= 0 ? [] : all.slice(-lines);
    } finally {
      await handle.close();
    }
  }

  async append(name: string, text: string): Promise<void> {
    const file = await this.#openToWrite(this.pathOf(name), constants.O_APPEND);
    try {
      await file.appendFile(text);
    } finally {
      await file.close();
    }
  }

  /** In place of what was there, and seen whole or not at all. */
  async write(name: string, content: string | NodeJS.ReadableStream, signal?: AbortSignal): Promise<void> {
    const path = this.pathOf(name);
    const part = `${path}${PART}`;
    try {
      const file = await this.#openToWrite(part, constants.O_TRUNC);
      try {
        await writeFile(file, content, { signal });
      } finally {
        await file.close();
      }
      await rename(part, path);
    } catch (error) {
      await rm(part, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  /** Not through a link either: O_NOFOLLOW holds for the last part of the path, and only the host makes the others. */
  async #openToWrite(path: string, how: number): Promise<FileHandle> {
    const flags = how | constants.O_CREAT | constants.O_WRONLY | constants.O_NOFOLLOW;
    try {
      return await open(path, flags, 0o600);
    } catch (error) {
      if (!isCode(error, "ENOENT")) throw error;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      return open(path, flags, 0o600);
    }
  }

  async remove(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  /** The logs below a folder of the store, by name; what the host keeps for itself there is left out. */
  async list(folder: string): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const { name } of this.walk(folder)) if (!isPrivate(name)) names.push(name);
    return names.sort();
  }

  /** Every file below a folder of the store; links are neither told nor followed. */
  async *walk(folder: string): AsyncGenerator<StoredLog, void, undefined> {
    let entries;
    try {
      entries = await opendir(folder === "" ? this.root : this.pathOf(folder));
    } catch (error) {
      if (isCode(error, "ENOENT", "ENOTDIR")) return;
      throw error;
    }
    for await (const entry of entries) {
      const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (!isLogName(name)) continue;
      if (entry.isDirectory()) yield* this.walk(name);
      else if (entry.isFile()) {
        const stats = await stat(this.pathOf(name)).catch(() => undefined);
        if (stats !== undefined) yield { name, sizeBytes: stats.size, modifiedAtMs: stats.mtimeMs };
      }
    }
  }

  /** Takes away the folders in which nothing is, and nothing came or went since. */
  async removeEmptyFolders(beforeMs: number, folder = ""): Promise<void> {
    const path = folder === "" ? this.root : this.pathOf(folder);
    for (const entry of await readdir(path, { withFileTypes: true }).catch(() => [])) {
      const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && isLogName(name)) await this.removeEmptyFolders(beforeMs, name);
    }
    const stats = await stat(path).catch(() => undefined);
    // One in which something is stays by itself.
    if (folder !== "" && stats !== undefined && stats.mtimeMs < beforeMs) await rmdir(path).catch(() => undefined);
  }

  /** Where a log lies. @throws RangeError for a name that is no path below the store */
  pathOf(name: string): string {
    if (!isLogName(name))
      throw new RangeError(`${JSON.stringify(name.slice(0, 100))} is no log's name: give a path below the log folder`);
    return join(this.root, ...name.split("/"));
  }

  async #openFile(name: string) {
    if (!isLogName(name)) return undefined;
    try {
      return await openInside(this.root, name.split("/"));
    } catch (error) {
      if (error instanceof OutsideError) return undefined;
      throw error;
    }
  }
}

/** A file that is being written; what is left of one after a crash is cleared away with the old logs. */
export const PART = ".part";

export const isPrivate = (name: string): boolean => name.endsWith(PART) || name.endsWith(".marks");

const TAIL_STEP_BYTES = 64 * 1024;
const MAX_TAIL_BYTES = 4 * 1024 * 1024;

function countLineEnds(text: Buffer): number {
  let count = 0;
  for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) count++;
  return count;
}
