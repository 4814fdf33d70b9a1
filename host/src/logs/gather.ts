import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import type { LogStore } from "./log-store.js";
import { findNamedFiles, type NamedFile } from "./named-files.js";
import { bytesOf, openInside } from "./open-inside.js";
import type { OutputPart, ProcessOutput } from "./process-output.js";

/** What belongs into one archive. */
export interface Gathering {
  /** Told at the top of its `about.txt`. */
  readonly about: readonly string[];
  /** The part of the process's output that belongs to it; undefined where the host has none. */
  readonly output: { readonly of: ProcessOutput; readonly from: number; readonly to: number } | undefined;
  /** Where the process's log paths are looked for; undefined where there is no such folder. */
  readonly gameDir: string | undefined;
  readonly logPaths: readonly string[];
  /** More than this is not taken (gse-semantics d.3). */
  readonly maxBytes: number;
}

/** One entry of the archive. */
interface Piece {
  readonly name: string;
  readonly sizeBytes: number;
  /** Undefined: now. */
  readonly modifiedAt: Date | undefined;
  read(fromByte: number): AsyncIterable<Uint8Array>;
}

/**
 * Makes an archive: `output.log`, the named files below `files/`, and `about.txt`, which also says what was left out. The
 * newest is taken first; of what does not fit any more the oldest goes. In small steps: others come in between.
 */
export async function gather(
  store: LogStore,
  archive: string,
  gathering: Gathering,
  signal: AbortSignal,
): Promise<void> {
  const { about, output, gameDir, logPaths, maxBytes } = gathering;
  const named = gameDir === undefined ? { files: [], leftOut: [] } : await findNamedFiles(gameDir, logPaths);
  const notes = named.leftOut.map((text) => `left out: ${text}`);
  const pieces = [
    ...(output === undefined ? [] : [outputPiece(store, output.of.parts(output.from, output.to))]),
    ...[...named.files].sort((a, b) => b.modifiedAtMs - a.modifiedAtMs).map((file) => filePiece(gameDir ?? "", file)),
  ];

  const zip = new ZipFile();
  let underWay: Readable | undefined;
  let room = maxBytes;
  for (const piece of pieces) {
    const taken = Math.min(piece.sizeBytes, room);
    room -= taken;
    if (taken < piece.sizeBytes) notes.push(tooMuch(piece, taken, maxBytes));
    if (taken === 0 && piece.sizeBytes > 0) continue;
    const options = { ...level, ...(piece.modifiedAt !== undefined && { mtime: piece.modifiedAt }) };
    zip.addReadStreamLazy(piece.name, options, (give) => {
      underWay = streamOf(upTo(taken, piece.read(piece.sizeBytes - taken)), piece.name, notes);
      give(null, underWay);
    });
  }
  zip.addReadStreamLazy("about.txt", level, (give) => {
    give(null, Readable.from([`${[...about, ...notes].join("\n")}\n`], { objectMode: false }));
  });
  zip.end();
  const failed = new Promise<never>((_, reject) => zip.once("error", reject));
  try {
    await Promise.race([store.write(archive, zip.outputStream, signal), failed]);
  } finally {
    underWay?.destroy();
  }
}

/** Logs get small at any level; games need the processor more. */
const level = { compressionLevel: 1 };
/** Later than this no date can be written down in a zip. */
const LATEST_MS = Date.UTC(2099, 0, 1);

function outputPiece(store: LogStore, parts: readonly OutputPart[]): Piece {
  return {
    name: "output.log",
    sizeBytes: parts.reduce((sum, { from, to }) => sum + to - from, 0),
    modifiedAt: undefined,
    read: async function* (fromByte) {
      let skip = fromByte;
      for (const { log, from, to } of parts) {
        const begin = from + Math.min(skip, to - from);
        skip -= begin - from;
        const open = await store.open(log);
        if (open === undefined) continue;
        try {
          yield* open.read(begin, to);
        } finally {
          await open.close();
        }
      }
    },
  };
}

function filePiece(gameDir: string, { parts, sizeBytes, modifiedAtMs }: NamedFile): Piece {
  return {
    // As far as a zip takes any name: what unpacks it may take "\\" for "/".
    name: `files/${parts.map((part) => part.replace(/[\p{Cc}\\]/gu, "_")).join("/")}`,
    sizeBytes,
    modifiedAt: new Date(Math.min(modifiedAtMs, LATEST_MS)),
    read: async function* (fromByte) {
      const open = await openInside(gameDir, parts);
      if (open === undefined) throw new Error("it is not there any more");
      try {
        yield* bytesOf(open.handle, fromByte, sizeBytes);
      } finally {
        await open.handle.close();
      }
    },
  };
}

async function* upTo(bytes: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let rest = bytes;
  for await (const chunk of chunks) {
    yield chunk.subarray(0, rest);
    rest -= chunk.length;
    if (rest <= 0) return;
  }
}

/** A file that cannot be read costs its own place only. */
function streamOf(chunks: AsyncIterable<Uint8Array>, name: string, notes: string[]): Readable {
  const guarded = async function* () {
    try {
      yield* chunks;
    } catch (error) {
      notes.push(`cannot be read: ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return Readable.from(guarded(), { objectMode: false });
}

function tooMuch({ name, sizeBytes }: Piece, taken: number, maxBytes: number): string {
  const what = taken === 0 ? "left out" : `only the last ${String(taken)} bytes taken`;
  return `${what}: ${name}, ${String(sizeBytes)} bytes: an archive takes ${String(maxBytes)} bytes, the newest first`;
}
