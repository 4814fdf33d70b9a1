import { pipeline } from "node:stream/promises";
import { crc32, createInflateRaw } from "node:zlib";
import type { ArchiveFile } from "./archive-file.js";
import type { BoundedReader } from "./bounded-reader.js";
import { ArchiveError, shown } from "./errors.js";
import type { PlannedEntry } from "./plan.js";

const LOCAL_HEADER_BYTES = 30;
const LOCAL_HEADER_SIGNATURE = 0x04034b50;
const CHUNK_BYTES = 64 * 1024;

export type Sink = (chunk: Buffer) => Promise<void> | void;

/** Reads the entries of one archive in the order in which they lie in it. */
export class EntryReader {
  readonly #reader: BoundedReader;
  readonly #signal: AbortSignal | undefined;
  /** Where the entry before ends. */
  #end = 0;

  constructor(archive: ArchiveFile, signal?: AbortSignal) {
    this.#reader = archive.reader;
    this.#signal = signal;
  }

  /**
   * Gives the entry's content to `sink`, piece by piece, and never more of it than was declared. What the sink got is only
   * whole and true when this is done.
   * @throws ArchiveError damaged, bomb, cannot-read, and what the sink throws; the signal's reason, or an AbortError
   */
  async read(entry: PlannedEntry, sink: Sink): Promise<void> {
    this.#signal?.throwIfAborted();
    const start = await this.#dataStart(entry);
    const checked = new CheckedContent(entry, sink);
    try {
      if (entry.packedBytes === 0) checked.end(0);
      else if (!entry.isDeflated) await this.#copy(start, entry, checked);
      else if (Math.max(entry.packedBytes, entry.sizeBytes) <= CHUNK_BYTES)
        await this.#inflateAtOnce(start, entry, checked);
      else await this.#inflate(start, entry, checked);
    } catch (error) {
      if (isZlibError(error)) throw broken(entry, "its compressed data is broken", error);
      throw error;
    }
  }

  async #dataStart(entry: PlannedEntry): Promise<number> {
    const header = await this.#reader.bytes(entry.offset, LOCAL_HEADER_BYTES);
    if (header.readUInt32LE(0) !== LOCAL_HEADER_SIGNATURE)
      throw broken(entry, `there is no entry at byte ${entry.offset}`);
    if (entry.offset < this.#end)
      throw new ArchiveError("bomb", `the entry ${shown(entry.path)} shares its bytes with another one`);
    const start = entry.offset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
    this.#end = start + entry.packedBytes;
    return start;
  }

  async #copy(start: number, entry: PlannedEntry, checked: CheckedContent): Promise<void> {
    for await (const chunk of this.#range(start, entry.packedBytes)) {
      this.#signal?.throwIfAborted();
      await checked.take(chunk);
    }
    checked.end(entry.packedBytes);
  }

  async #inflateAtOnce(start: number, entry: PlannedEntry, checked: CheckedContent): Promise<void> {
    const packed = await this.#reader.bytes(start, entry.packedBytes);
    const { content, packedBytes } = await inflateSmall(packed, entry);
    await checked.take(content);
    checked.end(packedBytes);
  }

  async #inflate(start: number, entry: PlannedEntry, checked: CheckedContent): Promise<void> {
    const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES });
    await pipeline(
      this.#range(start, entry.packedBytes),
      inflate,
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) await checked.take(chunk);
      },
      this.#signal === undefined ? {} : { signal: this.#signal },
    );
    checked.end(inflate.bytesWritten);
  }

  async *#range(start: number, length: number): AsyncGenerator<Buffer> {
    for (let done = 0; done < length;) {
      const chunk = await this.#reader.bytes(start + done, Math.min(CHUNK_BYTES, length - done));
      done += chunk.length;
      yield chunk;
    }
  }
}

class CheckedContent {
  readonly #entry: PlannedEntry;
  readonly #sink: Sink;
  #bytes = 0;
  #crc32 = 0;

  constructor(entry: PlannedEntry, sink: Sink) {
    this.#entry = entry;
    this.#sink = sink;
  }

  async take(chunk: Buffer): Promise<void> {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#entry.sizeBytes) throw tooLong(this.#entry);
    this.#crc32 = crc32(chunk, this.#crc32);
    await this.#sink(chunk);
  }

  end(packedBytes: number): void {
    const entry = this.#entry;
    if (this.#bytes !== entry.sizeBytes)
      throw broken(entry, `it has ${this.#bytes} bytes, and ${entry.sizeBytes} were declared`);
    if (packedBytes !== entry.packedBytes)
      throw broken(entry, `it has ${packedBytes} packed bytes, and ${entry.packedBytes} were declared`);
    if (this.#crc32 !== entry.crc32) throw broken(entry, "its checksum is wrong");
  }
}

/** For what fits into one chunk: without the machinery of a pipeline, which costs more than the work. */
function inflateSmall(packed: Buffer, entry: PlannedEntry): Promise<{ content: Buffer; packedBytes: number }> {
  return new Promise((resolve, reject) => {
    const inflate = createInflateRaw({ chunkSize: Math.max(1_024, entry.sizeBytes + 1) });
    const chunks: Buffer[] = [];
    let bytes = 0;
    inflate.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > entry.sizeBytes) inflate.destroy(tooLong(entry));
    });
    inflate.on("error", reject);
    inflate.on("end", () => {
      resolve({ content: Buffer.concat(chunks), packedBytes: inflate.bytesWritten });
    });
    inflate.end(packed);
  });
}

const broken = ({ path }: PlannedEntry, why: string, cause?: unknown): ArchiveError =>
  new ArchiveError("damaged", `the entry ${shown(path)} is broken: ${why}; pack and send it again`, { cause });

const tooLong = (entry: PlannedEntry): ArchiveError =>
  broken(entry, `it has more than the ${entry.sizeBytes} bytes that were declared`);

const isZlibError = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
