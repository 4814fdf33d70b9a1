import type { FileHandle } from "node:fs/promises";
import { RandomAccessReader } from "yauzl";
import { ArchiveError, textOf } from "./errors.js";

/** An archive is read from front to back, mostly in small pieces. */
const WINDOW_BYTES = 256 * 1024;

/**
 * Reads at a position, and calls one beyond the end an end of file: Node throws at positions that no file has, and a broken
 * archive may name any. For one reader at a time.
 */
export class BoundedReader extends RandomAccessReader {
  readonly #handle: FileHandle;
  readonly #sizeBytes: number;
  #window: Buffer = Buffer.alloc(0);
  #windowStart = 0;

  constructor(handle: FileHandle, sizeBytes: number) {
    super();
    this.#handle = handle;
    this.#sizeBytes = sizeBytes;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.bytes(position, length).then(
      (found) => {
        found.copy(buffer, offset);
        callback(null);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)));
      },
    );
  }

  /**
   * Not to be written to: others may be given the same bytes.
   * @throws ArchiveError damaged, when there are not so many bytes; cannot-read
   */
  async bytes(position: number, length: number): Promise<Buffer> {
    if (!(position + length <= this.#sizeBytes))
      throw new ArchiveError(
        "damaged",
        `the archive is cut off or broken: it has ${this.#sizeBytes} bytes and says that there is more at byte ${position}`,
      );
    if (length >= WINDOW_BYTES) return this.#load(position, length);
    if (position < this.#windowStart || position + length > this.#windowStart + this.#window.length) {
      this.#window = await this.#load(position, Math.min(WINDOW_BYTES, this.#sizeBytes - position));
      this.#windowStart = position;
    }
    return this.#window.subarray(position - this.#windowStart, position - this.#windowStart + length);
  }

  async #load(position: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length);
    for (let done = 0; done < length;) {
      const { bytesRead } = await this.#handle
        .read(buffer, done, length - done, position + done)
        .catch((error: unknown) => {
          throw new ArchiveError("cannot-read", `the archive cannot be read: ${textOf(error)}`, { cause: error });
        });
      if (bytesRead === 0) throw new ArchiveError("damaged", "the archive became shorter while it was read");
      done += bytesRead;
    }
    return buffer;
  }
}
