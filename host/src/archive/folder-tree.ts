import { FOLDER_MODE, type EntryKind } from "./entry-kind.js";
import { ArchiveError, shown } from "./errors.js";

interface Node {
  readonly kind: EntryKind;
  readonly mode: number;
  /** Only named as part of another's path so far. */
  readonly isImplied: boolean;
}

/** What stands where in the folder to be: each path once, as one thing, and nothing behind a link. */
export class FolderTree {
  readonly #nodes = new Map<string, Node>();

  get size(): number {
    return this.#nodes.size;
  }

  /** @throws ArchiveError duplicate, conflict, unsafe-path */
  add(path: string, kind: EntryKind, mode: number): void {
    for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", slash + 1))
      this.#implyFolder(path.slice(0, slash), path);
    const there = this.#nodes.get(path);
    if (there === undefined || (there.isImplied && kind === "folder")) {
      this.#nodes.set(path, { kind, mode, isImplied: false });
      return;
    }
    if (there.isImplied && kind === "link") throw throughLink(path, "other entries");
    if (there.kind === kind)
      throw new ArchiveError("duplicate", `the entry ${shown(path)} stands in the archive twice: pack it once`);
    throw new ArchiveError(
      "conflict",
      `the entry ${shown(path)} is a ${there.kind} and a ${kind} at once: pack one of them`,
    );
  }

  /** Each with its rights, parents before what is in them. */
  *folders(): Iterable<readonly [path: string, mode: number]> {
    // A path that is longer than another cannot contain it.
    const found = [...this.#nodes].filter(([, { kind }]) => kind === "folder");
    for (const [path, { mode }] of found.sort(([a], [b]) => a.length - b.length)) yield [path, mode];
  }

  #implyFolder(path: string, of: string): void {
    const there = this.#nodes.get(path);
    if (there === undefined) this.#nodes.set(path, { kind: "folder", mode: FOLDER_MODE, isImplied: true });
    else if (there.kind === "link") throw throughLink(path, `the entry ${shown(of)}`);
    else if (there.kind === "file")
      throw new ArchiveError(
        "conflict",
        `the entry ${shown(path)} is a file, and ${shown(of)} says it is a folder: pack one of them`,
      );
  }
}

const throughLink = (path: string, what: string): ArchiveError =>
  new ArchiveError(
    "unsafe-path",
    `${what} would be written through the symbolic link ${shown(path)}: pack the folder in place of the link`,
  );
