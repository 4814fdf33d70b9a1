import {
  closeSync,
  constants,
  ftruncateSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  writeSync,
} from "node:fs";
import { open, rm } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { PART, type LogStore } from "./log-store.js";
import { bytesOf, isCode } from "./open-inside.js";

/** A stretch of one file. */
export interface OutputPart {
  readonly log: string;
  readonly from: number;
  readonly to: number;
}

/** An older part of the output: `<process>.<first byte>.log`. */
interface Generation {
  readonly log: string;
  readonly from: number;
  readonly to: number;
}

/**
 * What one process has written to stdout and stderr, from its first byte on. The process writes to `<process>.log` as long
 * as it lives; what is too much there is copied away and cut off (it appends, so it goes on at the file's new end), and only
 * a few such generations are kept. Places are counted in bytes from the process's first.
 */
export class ProcessOutput {
  readonly #store: LogStore;
  readonly #log: string;
  /** Bytes that were cut off so far; undefined: not looked for yet. A look into a folder, so it is done at once. */
  #cutBytes: number | undefined;

  constructor(store: LogStore, log: string) {
    this.#store = store;
    this.#log = log;
  }

  /**
   * How much the process has written so far, at this very moment: a little later it may have written for the session that
   * begins now.
   */
  length(): number {
    this.#cutBytes ??= this.#generations().at(-1)?.to ?? 0;
    return this.#cutBytes + sizeOf(this.#store.pathOf(this.#log));
  }

  /** What is still there of it, from one place to before another; the oldest first. */
  parts(from: number, to: number): readonly OutputPart[] {
    const length = this.length();
    const all = [...this.#generations(), { log: this.#log, from: this.#cutBytes ?? 0, to: length }];
    return all
      .map((part) => ({
        log: part.log,
        from: Math.max(0, from - part.from),
        to: Math.min(part.to, to) - part.from,
      }))
      .filter((part) => part.from < part.to);
  }

  /**
   * Copies what is there away and cuts it off, when it is more than `maxBytes`; keeps the newest `keep` copies.
   * @returns true when it did
   */
  async rotate(maxBytes: number, keep: number): Promise<boolean> {
    const size = sizeOf(this.#store.pathOf(this.#log));
    if (size <= maxBytes) return false;
    await this.#cutOff(this.length() - size);
    for (const { log } of this.#generations().slice(0, -keep)) await this.#store.remove(log);
    return true;
  }

  /** Most is copied while others go on; the little that is written meanwhile is copied and cut off in one go. */
  async #cutOff(from: number): Promise<void> {
    const path = this.#store.pathOf(this.#log);
    const copyPath = this.#store.pathOf(this.#log.replace(/\.log$/, `.${String(from)}.log`));
    const part = `${copyPath}${PART}`;
    try {
      const source = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
      const target = await open(part, "w", 0o600);
      let copied = 0;
      try {
        for (let round = 0; round < MOST_ROUNDS; round++) {
          const { size } = await source.stat();
          if (size - copied <= CHUNK_BYTES) break;
          for await (const chunk of bytesOf(source, copied, size)) {
            await target.write(chunk);
            copied += chunk.length;
          }
        }
      } finally {
        await source.close();
        await target.close();
      }
      this.#cutBytes = from + finishCut(path, part, copyPath, copied);
    } catch (error) {
      await rm(part, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  #generations(): readonly Generation[] {
    const stem = this.#log.slice(0, -".log".length);
    const found: Generation[] = [];
    for (const name of namesIn(dirname(this.#store.pathOf(this.#log)))) {
      const from = /^\.(\d+)\.log$/.exec(name.slice(basename(stem).length))?.[1];
      if (from === undefined || !name.startsWith(basename(stem))) continue;
      const log = `${stem}.${from}.log`;
      found.push({ log, from: Number(from), to: Number(from) + sizeOf(this.#store.pathOf(log)) });
    }
    return found.sort((a, b) => a.from - b.from);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isCode(error, "ENOENT", "ENOTDIR")) return [];
    throw error;
  }
}

/** 0 where there is no file. */
function sizeOf(path: string): number {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true ? stats.size : 0;
  } catch (error) {
    if (isCode(error, "ENOTDIR")) return 0;
    throw error;
  }
}

/**
 * In one go, with as little as can be between the last look and the cut: what the process writes in that moment is lost. The
 * copy gets its name before: a crash leaves a part twice, and none lost.
 */
function finishCut(path: string, part: string, copyPath: string, copied: number): number {
  const source = openSync(path, constants.O_RDWR | constants.O_NOFOLLOW);
  const target = openSync(part, "a", 0o600);
  try {
    renameSync(part, copyPath);
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let at = copied;
    // Who writes faster than this loses what goes beyond: the host must not stand still for it.
    while (at - copied < MOST_AT_ONCE_BYTES) {
      const bytes = readSync(source, chunk, 0, chunk.length, at);
      if (bytes === 0) break;
      writeSync(target, chunk, 0, bytes);
      at += bytes;
    }
    ftruncateSync(source, 0);
    return at;
  } finally {
    closeSync(source);
    closeSync(target);
  }
}

const CHUNK_BYTES = 64 * 1024;
const MOST_ROUNDS = 8;
const MOST_AT_ONCE_BYTES = 4 * 1024 * 1024;
