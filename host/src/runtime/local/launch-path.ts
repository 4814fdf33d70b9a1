import { join, posix } from "node:path";

/** Where GSE unpacked a package, and so what launch paths, parameters and scripts speak of (gse-semantics d.3). */
export const GAME_ROOT = "/local/game";

/**
 * The file of an instance that a launch path means: absolute below /local/game/, or relative to it (gse-semantics d.2).
 * Undefined when it leads elsewhere.
 */
export function placeOfLaunchPath(gameDir: string, launchPath: string): string | undefined {
  const path = posix.normalize(launchPath);
  const below = path.startsWith(`${GAME_ROOT}/`) ? path.slice(GAME_ROOT.length + 1) : path;
  const leadsElsewhere = posix.isAbsolute(below) || below === ".." || below.startsWith("../");
  return leadsElsewhere ? undefined : join(gameDir, below);
}

/** An argument with /local/game made the instance's folder where a path may begin: first of all, or after `=` or `:`. */
export const mapGameRoot = (argument: string, gameDir: string): string =>
  argument.replace(/(?<=^|[=:])\/local\/game(?=$|[/:])/g, () => gameDir);
