import { ArchiveError, shown } from "./errors.js";

export const MAX_TARGET_BYTES = 1_024;

/**
 * A link may point to what is in the folder. `..` counts only at the beginning, where it stands for real folders; behind
 * another name it could pass through a link to anywhere.
 * @param path of the link itself
 * @throws ArchiveError unsafe-link
 */
export function checkLinkTarget(path: string, target: string): void {
  const unsafe = (why: string): ArchiveError =>
    new ArchiveError("unsafe-link", `the symbolic link ${shown(path)} to ${shown(target)} ${why}`);
  if (target === "" || target.includes("\0")) throw unsafe("has no target that could exist");
  if (target.startsWith("/") || /^[a-zA-Z]:|\\/.test(target))
    throw unsafe("points out of the package: make it relative to the folder it is in");
  const names = target.split("/").filter((name) => name !== "" && name !== ".");
  const firstDown = names.findIndex((name) => name !== "..");
  const ups = firstDown < 0 ? names.length : firstDown;
  if (ups > path.split("/").length - 1) throw unsafe("points out of the package: pack what it points to");
  if (names.includes("..", ups)) throw unsafe('has ".." behind a name: write its target without that');
}
