import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../ports/index.js";
import { syncFolder, writeDurably } from "./durable.js";
import { BlobError } from "./errors.js";
import { joinFiles } from "./join-files.js";
import { receive, type Incoming } from "./receive.js";
import type { Room } from "./room.js";
import { KEPT_MS, keyText, type Upload, type UploadKey } from "./upload.js";

export interface Part {
  readonly number: number;
  readonly sizeBytes: number;
  /** In hexadecimal. */
  readonly md5: string;
}

/** A file that comes in parts, in any order. */
export interface UploadInParts extends UploadKey {
  readonly id: string;
  readonly createdAtMs: number;
}

interface Options {
  readonly dir: string;
  readonly clock: Clock;
  readonly maxBytes: number;
  readonly room: Room;
  /** @throws BlobError key-taken */
  readonly checkKey: (key: UploadKey) => void;
  readonly newFile: () => string;
  /** Takes a whole file over as an upload. */
  readonly finish: (key: UploadKey, file: string, sizeBytes: number, etag: string) => Promise<Upload>;
}

interface UnderWay extends UploadInParts {
  readonly parts: Map<number, Part>;
  /** Once it is being put together: what comes of that, also for those who ask again. */
  whole?: Promise<Upload>;
}

/**
 * Each upload is a folder under a name of ours: `upload.json`, and each part as a file whose name tells its number and its
 * digest. So a restart loses no part that was acknowledged.
 */
export class UploadsInParts {
  readonly #options: Options;
  readonly #underWay = new Map<string, UnderWay>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** After a start: takes up what is under way, and takes away what is half made or a day old. */
  async recover(): Promise<void> {
    const { dir, room } = this.#options;
    await mkdir(dir, { recursive: true, mode: 0o700 });
    for (const id of await readdir(dir)) {
      const found = await this.#read(id);
      if (found === undefined) await rm(join(dir, id), { recursive: true, force: true });
      else {
        this.#underWay.set(id, found);
        for (const { sizeBytes } of found.parts.values()) room.count(sizeBytes);
      }
    }
    await this.sweep();
  }

  /** Gives up what began a day ago. */
  async sweep(): Promise<void> {
    const nowMs = this.#options.clock.now();
    for (const upload of this.#underWay.values())
      if (upload.whole === undefined && nowMs - upload.createdAtMs >= KEPT_MS) await this.#drop(upload);
  }

  /** Those of a bucket, oldest first. */
  list(bucket: string): readonly UploadInParts[] {
    const found = [...this.#underWay.values()].filter((upload) => upload.bucket === bucket);
    return found.sort((a, b) => a.createdAtMs - b.createdAtMs);
  }

  /** Gives back the upload's id. @throws BlobError key-taken; what the disk says */
  async begin(key: UploadKey): Promise<string> {
    this.#options.checkKey(key);
    const id = randomBytes(16).toString("hex");
    const createdAtMs = this.#options.clock.now();
    const upload: UploadInParts = { id, bucket: key.bucket, key: key.key, createdAtMs };
    await mkdir(this.#folder(id), { mode: 0o700 });
    await writeDurably(join(this.#folder(id), DESCRIPTION), JSON.stringify(upload));
    await syncFolder(this.#options.dir);
    this.#underWay.set(id, { ...upload, parts: new Map() });
    return id;
  }

  /** In place of a part of that number that is there. @throws BlobError; what the content throws; what the disk says */
  async putPart(key: UploadKey, id: string, number: number, incoming: Incoming): Promise<Part> {
    const { newFile, maxBytes, room } = this.#options;
    const upload = this.#get(key, id);
    const others = [...upload.parts.values()].reduce(
      (sum, part) => sum + (part.number === number ? 0 : part.sizeBytes),
      0,
    );
    const file = newFile();
    const { sizeBytes, md5 } = await receive(file, incoming, maxBytes - others, room);
    const part: Part = { number, sizeBytes, md5 };
    try {
      this.#get(key, id);
      const before = upload.parts.get(number);
      await rename(file, this.#file(id, part));
      await syncFolder(this.#folder(id));
      upload.parts.set(number, part);
      if (before !== undefined) {
        room.giveBack(before.sizeBytes);
        if (before.md5 !== md5) await rm(this.#file(id, before), { force: true });
      }
      return part;
    } catch (error) {
      room.giveBack(sizeBytes);
      await rm(file, { force: true });
      throw error;
    }
  }

  /** By number. @throws BlobError no-such-upload */
  parts(key: UploadKey, id: string): readonly Part[] {
    return [...this.#get(key, id).parts.values()].sort((a, b) => a.number - b.number);
  }

  /**
   * Puts the named parts together, in the order in which they are named; those not named go.
   * @throws BlobError wrong-part, wrong-order, too-large, key-taken, no-such-upload; what the disk says
   */
  complete(key: UploadKey, id: string, named: readonly Pick<Part, "number" | "md5">[]): Promise<Upload> {
    const upload = this.#get(key, id, "also while it is put together");
    upload.whole ??= this.#putTogether(upload, named).finally(() => {
      delete upload.whole;
    });
    return upload.whole;
  }

  /** @throws BlobError no-such-upload */
  async abort(key: UploadKey, id: string): Promise<void> {
    await this.#drop(this.#get(key, id));
  }

  async #putTogether(upload: UnderWay, named: readonly Pick<Part, "number" | "md5">[]): Promise<Upload> {
    const { checkKey, newFile, finish, room } = this.#options;
    checkKey(upload);
    const parts = named.map(({ number, md5 }, at) => {
      const part = upload.parts.get(number);
      if (part?.md5 !== md5)
        throw new BlobError(
          "wrong-part",
          `there is no part ${number} with the MD5 ${md5}: upload it, or name the one that is there`,
        );
      const before = named[at - 1];
      if (before !== undefined && before.number >= number)
        throw new BlobError("wrong-order", `part ${number} is named after part ${before.number}: name them by number`);
      return part;
    });
    if (parts.length === 0) throw new BlobError("wrong-part", "no part is named");
    const file = newFile();
    try {
      await joinFiles(
        parts.map((part) => this.#file(upload.id, part)),
        file,
      );
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
    const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
    // Its bytes are counted as those of its parts until those are gone.
    room.count(sizeBytes);
    const done = await finish(upload, file, sizeBytes, etagOf(parts));
    await this.#drop(upload);
    return done;
  }

  #get(key: UploadKey, id: string, anyway?: "also while it is put together"): UnderWay {
    const upload = this.#underWay.get(id);
    if (
      upload === undefined ||
      keyText(upload) !== keyText(key) ||
      (upload.whole !== undefined && anyway === undefined)
    )
      throw new BlobError(
        "no-such-upload",
        `there is no upload ${JSON.stringify(id)} of ${JSON.stringify(key.key)}: it was completed or given up, or is older than a day; begin another one`,
      );
    return upload;
  }

  async #drop({ id, parts }: UnderWay): Promise<void> {
    this.#underWay.delete(id);
    for (const { sizeBytes } of parts.values()) this.#options.room.giveBack(sizeBytes);
    await rm(this.#folder(id), { recursive: true, force: true });
  }

  async #read(id: string): Promise<UnderWay | undefined> {
    try {
      const read = JSON.parse(await readFile(join(this.#folder(id), DESCRIPTION), "utf8")) as UploadInParts;
      if (read.id !== id) return undefined;
      const parts = new Map<number, Part>();
      const changedAtMs = new Map<number, number>();
      for (const name of await readdir(this.#folder(id))) {
        const [, number = "", md5 = ""] = PART.exec(name) ?? [];
        if (md5 === "") continue;
        const { size, mtimeMs } = await stat(join(this.#folder(id), name));
        const part: Part = { number: Number(number), sizeBytes: size, md5 };
        // Of two, the host died before it removed the older one.
        const other = parts.get(part.number);
        const isOlder = mtimeMs < (changedAtMs.get(part.number) ?? 0);
        if (other !== undefined) await rm(this.#file(id, isOlder ? part : other), { force: true });
        if (isOlder) continue;
        parts.set(part.number, part);
        changedAtMs.set(part.number, mtimeMs);
      }
      return { ...read, parts };
    } catch {
      return undefined;
    }
  }

  #folder(id: string): string {
    return join(this.#options.dir, id);
  }

  #file(id: string, { number, md5 }: Pick<Part, "number" | "md5">): string {
    return join(this.#folder(id), `${String(number).padStart(5, "0")}.${md5}`);
  }
}

const DESCRIPTION = "upload.json";
const PART = /^(\d{5})\.([0-9a-f]{32})$/;

/** As COS and S3 have it: the MD5 of all MD5s, and how many they were. */
function etagOf(parts: readonly Part[]): string {
  const digest = createHash("md5");
  for (const { md5 } of parts) digest.update(md5, "hex");
  return `${digest.digest("hex")}-${parts.length}`;
}
