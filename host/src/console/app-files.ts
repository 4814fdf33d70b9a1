import { readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** One file of the web app, as it lies in its folder. */
export interface AppFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /** The same, compressed when it was built. */
  readonly brotli: string | undefined;
  readonly gzip: string | undefined;
}

/** By their POSIX paths below the folder. Nothing else is ever served, whatever a request names. */
export type AppFiles = ReadonlyMap<string, AppFile>;

/** What `npm run build` put into a folder; looked at again when it was made anew. */
export class AppFolder {
  readonly #folder: string;
  readonly #sign: string;
  #files: AppFiles = new Map();
  #builtAtMs: number | undefined;

  /** @param sign the file that is there when all are, and is written last */
  constructor(folder: string, sign: string) {
    this.#folder = folder;
    this.#sign = sign;
  }

  /** Empty where there is none. */
  files(): AppFiles {
    const builtAtMs = statSync(join(this.#folder, this.#sign), { throwIfNoEntry: false })?.mtimeMs;
    if (builtAtMs === this.#builtAtMs) return this.#files;
    this.#builtAtMs = builtAtMs;
    this.#files = builtAtMs === undefined ? new Map() : filesIn(this.#folder);
    return this.#files;
  }
}

function filesIn(folder: string): AppFiles {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const names = new Map(found.map((path) => [relative(folder, path).split(sep).join("/"), path]));
  const isCompressed = (name: string): boolean => /\.(?:br|gz)$/.test(name) && names.has(name.slice(0, -3));
  return new Map(
    [...names]
      .filter(([name]) => !isCompressed(name))
      .map(([name, path]): [string, AppFile] => {
        const { size, mtimeMs } = statSync(path);
        const [brotli, gzip] = [names.get(`${name}.br`), names.get(`${name}.gz`)];
        return [name, { path, sizeBytes: size, modifiedAtMs: mtimeMs, brotli, gzip }];
      }),
  );
}
