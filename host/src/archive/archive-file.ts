import { open, type FileHandle } from "node:fs/promises";
import { fromRandomAccessReaderPromise, type ZipFile } from "yauzl";
import { BoundedReader } from "./bounded-reader.js";
import { ArchiveError, textOf } from "./errors.js";

/** An open archive: random access to its bytes, and yauzl's view of it. */
export class ArchiveFile {
  private constructor(
    readonly sizeBytes: number,
    readonly zip: ZipFile,
    readonly reader: BoundedReader,
    private readonly handle: FileHandle,
  ) {}

  /** @throws ArchiveError not-a-zip, unsupported, damaged, cannot-read */
  static async open(file: string): Promise<ArchiveFile> {
    const handle = await open(file, "r").catch((error: unknown) => {
      throw new ArchiveError("cannot-read", `the archive cannot be opened: ${textOf(error)}`, { cause: error });
    });
    try {
      const { size } = await handle.stat();
      const reader = new BoundedReader(handle, size);
      const zip = await fromRandomAccessReaderPromise(reader, size, {
        autoClose: false,
        // Names and sizes are judged here, by what they would do, in our own words.
        decodeStrings: false,
        validateEntrySizes: false,
      });
      return new ArchiveFile(size, zip, reader, handle);
    } catch (error) {
      await handle.close();
      throw toArchiveError(error);
    }
  }

  close(): Promise<void> {
    return this.handle.close();
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
