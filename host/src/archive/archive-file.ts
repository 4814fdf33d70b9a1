import { open, type FileHandle } from "node:fs/promises";
import { fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from "yauzl";
import { ArchiveError } from "./errors.js";

/** An open archive: random access to its bytes, and yauzl's view of it. */
export class ArchiveFile {
  private constructor(
    readonly sizeBytes: number,
    readonly zip: ZipFile,
    readonly bytes: BoundedReader,
    readonly handle: FileHandle,
  ) {}

  /** @throws ArchiveError not-a-zip, unsupported, damaged, cannot-read */
  static async open(file: string): Promise<ArchiveFile> {
    const handle = await open(file, "r").catch((error: unknown) => {
      throw new ArchiveError("cannot-read", `the archive cannot be opened: ${textOf(error)}`, { cause: error });
    });
    try {
      const { size } = await handle.stat();
      const bytes = new BoundedReader(handle, size);
      const zip = await fromRandomAccessReaderPromise(bytes, size, {
        autoClose: false,
        // Names and sizes are judged here, by what they would do, in our own words.
        decodeStrings: false,
        validateEntrySizes: false,
      });
      return new ArchiveFile(size, zip, bytes, handle);
    } catch (error) {
      await handle.close();
      throw toArchiveError(error);
    }
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

/**
 * Reads at a position, and calls one beyond the end an end of file: Node throws at positions that no file has, and a broken
 * archive may name any.
 */
export class BoundedReader extends RandomAccessReader {
  constructor(
    private readonly handle: FileHandle,
    private readonly sizeBytes: number,
  ) {
    super();
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.fill(buffer, offset, length, position).then(
      () => {
        callback(null);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)));
      },
    );
  }

  /** @throws ArchiveError damaged, when there are not so many bytes; cannot-read */
  async fill(buffer: Buffer, offset: number, length: number, position: number): Promise<void> {
    if (!(position + length <= this.sizeBytes))
      throw new ArchiveError(
        "damaged",
        `the archive is cut off or broken: it has ${this.sizeBytes} bytes and says that there is more at byte ${position}`,
      );
    for (let done = 0; done < length;) {
      const { bytesRead } = await this.handle
        .read(buffer, offset + done, length - done, position + done)
        .catch((error: unknown) => {
          throw new ArchiveError("cannot-read", `the archive cannot be read: ${textOf(error)}`, { cause: error });
        });
      if (bytesRead === 0) throw new ArchiveError("damaged", "the archive became shorter while it was read");
      done += bytesRead;
    }
  }
}

/** What yauzl says, in our words. It has no codes, only texts. */
export function toArchiveError(error: unknown): Error {
  if (error instanceof ArchiveError) return error;
  const text = textOf(error);
  const options = { cause: error };
  if (text.startsWith("End of central directory record signature not found"))
    return new ArchiveError(
      "not-a-zip",
      "it is no ZIP archive, or its end is missing: pack it as a ZIP, and see that all of it was sent",
      options,
    );
  if (text.startsWith("strong encryption"))
    return new ArchiveError("encrypted", "the archive is encrypted: pack it without a password", options);
  if (text.startsWith("multi-disk"))
    return new ArchiveError("unsupported", "the archive is one of several parts: pack it as one file", options);
  return new ArchiveError("damaged", `the archive is broken: ${text}`, options);
}

export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
