import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { UNFINISHED, writeDurably } from "./durable.js";
import { KEPT_MS, keyText, type Upload } from "./upload.js";

/**
 * The folder of uploads: each is a file under a name of ours, and beside it what it is, `<name>.json`. The file comes first
 * and goes last, so that what is described is there.
 */
export class UploadFiles {
  constructor(readonly dir: string) {}

  path(blob: string): string {
    return join(this.dir, blob);
  }

  newName(): string {
    return randomBytes(16).toString("hex");
  }

  describe(upload: Upload): Promise<void> {
    return writeDurably(this.#description(upload.blob), JSON.stringify(upload));
  }

  async remove(blob: string): Promise<void> {
    await rm(this.#description(blob), { force: true });
    await rm(this.path(blob), { force: true });
  }

  /**
   * What there is, after a start: takes away what is half written, what is described but not there, what belonged to an
   * asset that was deleted, what nobody made an asset of for a day, and what a newer upload under the same key replaced.
   * @param assetBlobs what assets are made of
   */
  async recover(assetBlobs: ReadonlySet<string>, nowMs: number): Promise<readonly Upload[]> {
    await mkdir(this.dir, { recursive: true, mode: 0o700 });
    const names = await readdir(this.dir);
    const found = new Map<string, Upload>();
    const blobs = names.filter((name) => BLOB.test(name));
    for (const name of names) {
      if (name.endsWith(UNFINISHED)) await rm(join(this.dir, name), { force: true });
      if (DESCRIPTION.test(name) && !names.includes(name.slice(0, -".json".length)))
        await rm(join(this.dir, name), { force: true });
    }
    const uploads = await Promise.all(blobs.map((blob) => this.#read(blob)));
    for (const [at, blob] of blobs.entries()) {
      const upload = uploads[at];
      const isAsset = assetBlobs.has(blob);
      if (upload === undefined) {
        if (!isAsset) await this.remove(blob);
        continue;
      }
      const older = found.get(keyText(upload));
      const isReplaced = older !== undefined && (older.isAsset || older.storedAtMs > upload.storedAtMs);
      if (!isAsset && (upload.isAsset || isReplaced || nowMs - upload.storedAtMs >= KEPT_MS)) await this.remove(blob);
      else {
        if (older !== undefined && !older.isAsset) await this.remove(older.blob);
        found.set(keyText(upload), { ...upload, isAsset });
        if (isAsset !== upload.isAsset) await this.describe({ ...upload, isAsset });
      }
    }
    return [...found.values()];
  }

  async #read(blob: string): Promise<Upload | undefined> {
    try {
      const { size } = await stat(this.path(blob));
      const read = JSON.parse(await readFile(this.#description(blob), "utf8")) as Upload;
      return read.blob === blob && read.sizeBytes === size ? read : undefined;
    } catch {
      return undefined;
    }
  }

  #description(blob: string): string {
    return `${this.path(blob)}.json`;
  }
}

const BLOB = /^[0-9a-f]{32}$/;
const DESCRIPTION = /^[0-9a-f]{32}\.json$/;
