import { createWriteStream } from "node:fs";
import { readdir, readlink, realpath, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { CliError, exitCodes, usageError } from "./exit.js";
import { printable } from "./printable.js";

export interface PackOptions {
  /** Packs what links to outside of the folder point to, in their place. */
  readonly followLinks: boolean;
  readonly onProgress?: (packed: Packed) => void;
}

export interface Packed {
  readonly files: number;
  /** Before they are compressed. */
  readonly bytes: number;
}

/** Never part of a game: what git keeps, and the data of a host, its secrets among them. */
const leftOut = new Set([".git", ".gse"]);

/** What stands in a folder, under the path that it has in the package. */
type Found = { readonly path: string; readonly mode: number; readonly mtime: Date } & (
  { readonly file: string; readonly sizeBytes: number } | { readonly target: string } | { readonly isEmptyFolder: true }
);

/**
 * Writes a folder's content as a ZIP, with its rights and its links, in an order that is always the same.
 * @throws CliError for what no package can hold
 */
export async function packFolder(dir: string, into: string, { followLinks, onProgress }: PackOptions): Promise<Packed> {
  const root = await realpath(dir);
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream, createWriteStream(into));
  // What yazl cannot read comes here; it has no other way to say so.
  const broken = new Promise<never>((_resolve, reject) => zip.on("error", reject));
  let [files, bytes] = [0, 0];
  const fill = async (): Promise<void> => {
    for await (const found of walk(root, "", { root, followLinks, above: [root] })) {
      const options = { mode: found.mode, mtime: found.mtime };
      if ("file" in found) {
        zip.addFile(found.file, found.path, options);
        files += 1;
        bytes += found.sizeBytes;
        onProgress?.({ files, bytes });
      } else if ("target" in found)
        zip.addBuffer(Buffer.from(found.target), found.path, { ...options, compress: false });
      else zip.addEmptyDirectory(found.path, options);
    }
    if (files === 0) throw usageError(`"${dir}" has no files: name the folder of your game server`);
    zip.end();
    await written;
  };
  await Promise.race([fill(), broken]);
  return { files, bytes };
}

interface Way {
  /** Links may lead to anywhere in it. */
  readonly root: string;
  readonly followLinks: boolean;
  /** The folders that lead here: a link to one of them would never end. */
  readonly above: readonly string[];
}

async function* walk(dir: string, path: string, way: Way): AsyncGenerator<Found> {
  const names = (await readdir(dir)).filter((name) => !leftOut.has(name)).sort();
  if (names.length === 0 && path !== "") {
    const { mode, mtime } = await stat(dir);
    yield { path, mode, mtime, isEmptyFolder: true };
  }
  for (const name of names) yield* entriesOf(join(dir, name), path === "" ? name : `${path}/${name}`, way);
}

async function* entriesOf(file: string, path: string, way: Way): AsyncGenerator<Found> {
  const link = await readLink(file);
  if (link !== undefined) {
    const target = relative(dirname(file), resolve(dirname(file), link)) || ".";
    if (isBelow(way.root, resolve(dirname(file), link))) {
      yield { path, mode: LINK_MODE, mtime: new Date(0), target };
      return;
    }
    if (!way.followLinks)
      throw refused(
        `the link "${printable(path)}" points out of the folder, to "${printable(link)}": ` +
          `pack what it points to with --follow-links, or remove it`,
      );
  }
  const found = await stat(file).catch((error: unknown) => {
    if (link === undefined) throw error;
    throw refused(`the link "${printable(path)}" points to "${printable(link)}", which is not there: remove it`);
  });
  const { mode, mtime, size: sizeBytes } = found;
  if (found.isFile()) yield { path, mode, mtime, file, sizeBytes };
  else if (found.isDirectory()) yield* below(file, path, link !== undefined, way);
  else throw refused(`"${printable(path)}" is a pipe, a socket or a device: a package has files, folders and links`);
}

async function* below(dir: string, path: string, isFollowed: boolean, way: Way): AsyncGenerator<Found> {
  const real = await realpath(dir);
  if (way.above.includes(real))
    throw refused(`"${printable(path)}" is, by a link, a folder that it is in: remove the link`);
  // In what a link led to, links may lead to anywhere in that.
  yield* walk(real, path, { ...way, root: isFollowed ? real : way.root, above: [...way.above, real] });
}

const LINK_MODE = 0o120777;

const isBelow = (root: string, path: string): boolean => path === root || path.startsWith(root + sep);

const refused = (message: string): CliError => new CliError(exitCodes.refused, message);

/** Undefined for what is no link. */
async function readLink(file: string): Promise<string | undefined> {
  try {
    return await readlink(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EINVAL") return undefined;
    throw error;
  }
}
