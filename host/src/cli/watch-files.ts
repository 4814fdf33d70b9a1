import { basename, relative, resolve } from "node:path";
import { watch } from "chokidar";
import type { Clock, TimerId } from "../ports/index.js";

/** An editor that saves, or a build, writes several files; all of them are one change. */
const SETTLE_MS = 200;

export interface FileWatch {
  close(): Promise<void>;
}

export interface WatchOptions {
  /** Files and folders, from `cwd`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** Absolute paths that do not count, with all below them. */
  readonly except: readonly string[];
  readonly clock: Clock;
  /** From now on no change is missed. */
  readonly onReady: () => void;
  /** Called once per burst of changes, with the path that changed first, from `cwd`. */
  readonly onChange: (path: string) => void;
}

/** Watches until it is closed; a path that does not exist yet is watched for. */
export function watchFiles({ paths, cwd, except, clock, onReady, onChange }: WatchOptions): FileWatch {
  const roots = paths.map((path) => resolve(cwd, path));
  let first: string | undefined;
  let settle: TimerId | undefined;
  const watcher = watch(roots, {
    ignoreInitial: true,
    ignored: (path) => !roots.includes(path) && (isNoSource(path) || except.includes(path)),
  });
  watcher.on("all", (_event, path) => {
    first ??= path;
    if (settle !== undefined) clock.clearTimeout(settle);
    settle = clock.setTimeout(() => {
      const changed = first ?? path;
      first = settle = undefined;
      onChange(relative(cwd, changed));
    }, SETTLE_MS);
  });
  watcher.once("ready", onReady);
  return {
    close: async () => {
      if (settle !== undefined) clock.clearTimeout(settle);
      await watcher.close();
    },
  };
}

/** What changes without the server having changed: dependencies, version control, what editors and compilers leave beside. */
export function isNoSource(path: string): boolean {
  const name = basename(path);
  return (
    name === "node_modules" ||
    name === "coverage" ||
    (name.startsWith(".") && name !== "." && name !== ".." && !name.startsWith(".env")) ||
    /~$|\.(?:map|tsbuildinfo|d\.[cm]?ts|log|sw[a-p]|tmp|pid)$/.test(name) ||
    /^#.*#$/.test(name)
  );
}
