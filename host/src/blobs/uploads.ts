import { rename, rm } from "node:fs/promises";
import type { Clock, TimerId } from "../ports/index.js";
import { syncFolder, UNFINISHED } from "./durable.js";
import { BlobError } from "./errors.js";
import { receive, type Incoming } from "./receive.js";
import { Room } from "./room.js";
import { UploadFiles } from "./upload-files.js";
import { KEPT_MS, keyText, type Upload, type UploadKey } from "./upload.js";
import { UploadsInParts } from "./uploads-in-parts.js";

export interface UploadsOptions {
  /** Made when it is not there; nobody else writes into it. */
  readonly dir: string;
  readonly clock: Clock;
  /** Of one upload. */
  readonly maxBytes: number;
  /** Of all uploads, those of assets included. */
  readonly maxTotalBytes: number;
  /** What assets are made of. */
  readonly assetBlobs: readonly string[];
  readonly onFault: (doing: string, error: unknown) => void;
}

/** An upload that somebody makes an asset of; until it is settled nobody else gets it, and nobody replaces it. */
export interface ClaimedUpload {
  readonly upload: Upload;
  readonly file: string;
  /** An asset is made of it: it stays. */
  keep(): Promise<void>;
  /** No asset is made of it, this time. */
  release(): void;
  /** It is good for nothing: its file goes. */
  discard(): Promise<void>;
}

/** Files that were sent, by the key that they were sent to; on disk before anybody is told so. */
export class Uploads {
  readonly parts: UploadsInParts;
  readonly #options: UploadsOptions;
  readonly #files: UploadFiles;
  readonly #room: Room;
  readonly #byKey: Map<string, Upload>;
  readonly #claimed = new Set<string>();
  #sweep: TimerId | undefined;

  private constructor(options: UploadsOptions, files: UploadFiles, found: readonly Upload[], room: Room) {
    this.#options = options;
    this.#files = files;
    this.#room = room;
    this.#byKey = new Map(found.map((upload) => [keyText(upload), upload]));
    this.parts = new UploadsInParts({
      clock: options.clock,
      dir: `${options.dir}/parts`,
      maxBytes: options.maxBytes,
      room,
      checkKey: (key) => {
        this.#checkKey(key);
      },
      finish: (key, file, sizeBytes, etag) => this.#store(key, file, sizeBytes, etag),
      newFile: () => this.#newFile(),
    });
  }

  /** Takes up what is there, and clears away what nobody needs. */
  static async open(options: UploadsOptions): Promise<Uploads> {
    const files = new UploadFiles(options.dir);
    const found = await files.recover(new Set(options.assetBlobs), options.clock.now());
    const room = new Room(options.maxTotalBytes);
    for (const { sizeBytes } of found) room.count(sizeBytes);
    const uploads = new Uploads(options, files, found, room);
    await uploads.parts.recover();
    uploads.#sweepLater();
    return uploads;
  }

  close(): void {
    if (this.#sweep !== undefined) this.#options.clock.clearTimeout(this.#sweep);
  }

  get usedBytes(): number {
    return this.#room.used;
  }

  find(key: UploadKey): Upload | undefined {
    return this.#byKey.get(keyText(key));
  }

  isTaken(key: UploadKey): boolean {
    return this.#claimed.has(keyText(key)) || this.find(key)?.isAsset === true;
  }

  /**
   * Stores what comes under a key, in place of what was there.
   * @throws BlobError too-large, no-room, wrong-size, wrong-digest, key-taken; what the content throws; what the disk says
   */
  async put(key: UploadKey, incoming: Incoming): Promise<Upload> {
    this.#checkKey(key);
    const file = this.#newFile();
    const { sizeBytes, md5 } = await receive(file, incoming, this.#options.maxBytes, this.#room);
    return this.#store(key, file, sizeBytes, md5);
  }

  /** Undefined when nothing was uploaded under that key. @throws BlobError key-taken */
  claim(key: UploadKey): ClaimedUpload | undefined {
    const upload = this.find(key);
    this.#checkKey(key);
    if (upload === undefined) return undefined;
    const text = keyText(key);
    this.#claimed.add(text);
    return {
      upload,
      file: this.#files.path(upload.blob),
      keep: async () => {
        const kept = { ...upload, isAsset: true };
        this.#byKey.set(text, kept);
        this.#claimed.delete(text);
        await this.#files.describe(kept);
      },
      release: () => {
        this.#claimed.delete(text);
      },
      discard: async () => {
        this.#claimed.delete(text);
        await this.#drop(upload);
      },
    };
  }

  /** The asset that was made of it is no more. */
  async remove(blob: string): Promise<void> {
    for (const upload of this.#byKey.values()) if (upload.blob === blob) return this.#drop(upload);
    // One whose description was lost.
    return this.#files.remove(blob);
  }

  async #store(key: UploadKey, file: string, sizeBytes: number, etag: string): Promise<Upload> {
    try {
      this.#checkKey(key);
      const blob = this.#files.newName();
      await rename(file, this.#files.path(blob));
      const storedAtMs = this.#options.clock.now();
      const upload: Upload = { bucket: key.bucket, key: key.key, blob, sizeBytes, etag, storedAtMs, isAsset: false };
      try {
        await syncFolder(this.#options.dir);
        await this.#files.describe(upload);
        // Somebody may have made an asset of the one before meanwhile.
        this.#checkKey(key);
      } catch (error) {
        await this.#files.remove(blob);
        throw error;
      }
      const before = this.find(key);
      this.#byKey.set(keyText(key), upload);
      if (before !== undefined) await this.#removeFile(before);
      return upload;
    } catch (error) {
      this.#room.giveBack(sizeBytes);
      await rm(file, { force: true });
      throw error;
    }
  }

  async #drop(upload: Upload): Promise<void> {
    this.#byKey.delete(keyText(upload));
    await this.#removeFile(upload);
  }

  async #removeFile({ blob, sizeBytes }: Upload): Promise<void> {
    this.#room.giveBack(sizeBytes);
    await this.#files.remove(blob);
  }

  #checkKey(key: UploadKey): void {
    if (this.isTaken(key))
      throw new BlobError(
        "key-taken",
        `the key ${JSON.stringify(key.key)} is an asset's already: upload under another key`,
      );
  }

  #newFile(): string {
    return this.#files.path(this.#files.newName()) + UNFINISHED;
  }

  /** Once a day is over that something was kept for, it goes. */
  #sweepLater(): void {
    this.#sweep = this.#options.clock.setTimeout(() => {
      this.#sweepNow().catch((error: unknown) => {
        this.#options.onFault("clear away old uploads", error);
      });
      this.#sweepLater();
    }, SWEEP_EVERY_MS);
  }

  async #sweepNow(): Promise<void> {
    const nowMs = this.#options.clock.now();
    for (const upload of this.#byKey.values())
      if (!this.isTaken(upload) && nowMs - upload.storedAtMs >= KEPT_MS) await this.#drop(upload);
    await this.parts.sweep();
  }
}

const SWEEP_EVERY_MS = 60 * 60_000;
