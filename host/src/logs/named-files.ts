import { lstat, opendir } from "node:fs/promises";
import { isAbsolute, join, posix } from "node:path";
import { isCode } from "./open-inside.js";

/** A file in the game folder that ProcessReady named, alone or with its folder. */
export interface NamedFile {
  /** Below the game folder. */
  readonly parts: readonly string[];
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
}

export interface NamedFiles {
  readonly files: readonly NamedFile[];
  /** What was named and not taken, in words. */
  readonly leftOut: readonly string[];
}

/** Who names a whole package gets its first so many files looked at. */
const MOST_FILES = 10_000;
const DEEPEST = 32;

/**
 * Finds what the log paths of a process stand for: files, and folders with all below them. A path is relative to the game
 * folder, or absolute below `/local/game`, which it stands for (gse-semantics d.3), or below the game folder itself. Links
 * are neither followed nor taken.
 */
export async function findNamedFiles(gameDir: string, logPaths: readonly string[]): Promise<NamedFiles> {
  const found = new Map<string, NamedFile>();
  const leftOut: string[] = [];
  for (const logPath of new Set(logPaths)) {
    const parts = partsBelow(gameDir, logPath);
    if (parts === undefined) {
      leftOut.push(`${shown(logPath)}: it is not below the game folder`);
      continue;
    }
    try {
      await collect(gameDir, parts, 0, found, leftOut);
    } catch (error) {
      leftOut.push(
        isCode(error, "ENOENT", "ENOTDIR")
          ? `${shown(logPath)}: it is not there`
          : `${shown(logPath)}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  return { files: [...found.values()], leftOut };
}

const GAME = "/local/game";

/** The path's parts below the game folder; undefined when it leads elsewhere. */
function partsBelow(gameDir: string, logPath: string): readonly string[] | undefined {
  if (logPath.includes("\0")) return undefined;
  const whole = isAbsolute(logPath) ? posix.normalize(logPath) : posix.join(GAME, logPath);
  const root = [GAME, gameDir].find((dir) => whole === dir || whole.startsWith(`${dir}/`));
  return root?.length === undefined
    ? undefined
    : whole
        .slice(root.length)
        .split("/")
        .filter((part) => part !== "");
}

async function collect(
  gameDir: string,
  parts: readonly string[],
  depth: number,
  found: Map<string, NamedFile>,
  leftOut: string[],
): Promise<void> {
  const path = join(gameDir, ...parts);
  const stats = await lstat(path);
  if (stats.isFile()) {
    found.set(path, { parts, sizeBytes: stats.size, modifiedAtMs: stats.mtimeMs });
    return;
  }
  if (!stats.isDirectory()) {
    leftOut.push(`${shown(parts.join("/"))}: it is neither a file nor a folder`);
    return;
  }
  for await (const { name } of await opendir(path)) {
    if (found.size >= MOST_FILES || depth >= DEEPEST) {
      leftOut.push(`${shown(parts.join("/"))}: it holds too many files, or they lie too deep`);
      return;
    }
    await collect(gameDir, [...parts, name], depth + 1, found, leftOut).catch((error: unknown) => {
      // Games write and delete while this looks.
      if (!isCode(error, "ENOENT")) throw error;
    });
  }
}

const shown = (path: string): string => JSON.stringify(path.slice(0, 200));
