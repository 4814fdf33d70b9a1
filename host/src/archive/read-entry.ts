import { pipeline } from "node:stream/promises";
import { crc32, createInflateRaw } from "node:zlib";
import type { ArchiveFile, BoundedReader } from "./archive-file.js";
import { ArchiveError, shown } from "./errors.js";
import type { PlannedEntry } from "./plan.js";

const LOCAL_HEADER_BYTES = 30;
const LOCAL_HEADER_SIGNATURE = 0x04034b50;
const CHUNK_BYTES = 64 * 1024;

export type Sink = (chunk: Buffer) => Promise<void> | void;

/** Reads the entries of one archive in the order in which they lie in it. */
export class EntryReader {
  readonly #bytes: BoundedReader;
  readonly #signal: AbortSignal | undefined;
  /** Where the entry before ends. */
  #end = 0;

  constructor(archive: ArchiveFile, signal?: AbortSignal) {
    this.#bytes = archive.bytes;
    this.#signal = signal;
  }

  /**
   * Gives the entry's content to `sink`, piece by piece, and never more of it than was declared. What the sink got is only
   * whole and true when this is done.
   * @throws ArchiveError damaged, bomb, cannot-read, and what the sink throws; the signal's reason
   */
  async read(entry: PlannedEntry, sink: Sink): Promise<void> {
    const start = await this.#dataStart(entry);
    const checked = new CheckedContent(entry);
    const take = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
      for await (const chunk of chunks) {
        checked.add(chunk);
        await sink(chunk);
      }
    };
    this.#signal?.throwIfAborted();
    const options = this.#signal === undefined ? {} : { signal: this.#signal };
    const packed = this.#range(start, entry.packedBytes);
    if (!entry.isDeflated || entry.packedBytes === 0) await pipeline(packed, take, options);
    else {
      const inflate = createInflateRaw({ chunkSize: Math.min(CHUNK_BYTES, Math.max(1_024, entry.sizeBytes)) });
      try {
        await pipeline(packed, inflate, take, options);
      } catch (error) {
        if (isZlibError(error)) throw broken(entry, "its compressed data is broken", error);
        throw error;
      }
      if (inflate.bytesWritten !== entry.packedBytes)
        throw broken(entry, `it has ${inflate.bytesWritten} packed bytes, and ${entry.packedBytes} were declared`);
    }
    checked.end();
  }

  async #dataStart(entry: PlannedEntry): Promise<number> {
    const header = Buffer.allocUnsafe(LOCAL_HEADER_BYTES);
    await this.#bytes.fill(header, 0, header.length, entry.offset);
    if (header.readUInt32LE(0) !== LOCAL_HEADER_SIGNATURE)
      throw broken(entry, `there is no entry at byte ${entry.offset}`);
    if (entry.offset < this.#end)
      throw new ArchiveError("bomb", `the entry ${shown(entry.path)} shares its bytes with another one`);
    const start = entry.offset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
    this.#end = start + entry.packedBytes;
    return start;
  }

  async *#range(start: number, length: number): AsyncGenerator<Buffer> {
    for (let done = 0; done < length;) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, length - done));
      await this.#bytes.fill(chunk, 0, chunk.length, start + done);
      done += chunk.length;
      yield chunk;
    }
  }
}

class CheckedContent {
  #bytes = 0;
  #crc32 = 0;

  constructor(readonly entry: PlannedEntry) {}

  add(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.entry.sizeBytes)
      throw broken(this.entry, `it has more than the ${this.entry.sizeBytes} bytes that were declared`);
    this.#crc32 = crc32(chunk, this.#crc32);
  }

  end(): void {
    if (this.#bytes !== this.entry.sizeBytes)
      throw broken(this.entry, `it has ${this.#bytes} bytes, and ${this.entry.sizeBytes} were declared`);
    if (this.#crc32 !== this.entry.crc32) throw broken(this.entry, "its checksum is wrong");
  }
}

const broken = ({ path }: PlannedEntry, why: string, cause?: unknown): ArchiveError =>
  new ArchiveError("damaged", `the entry ${shown(path)} is broken: ${why}; pack and send it again`, { cause });

const isZlibError = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
