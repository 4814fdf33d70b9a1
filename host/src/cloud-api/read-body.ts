import type { Readable } from "node:stream";

/** As much of a body that is too large is read and dropped, so that its sender, still writing, comes to read the answer. */
const MAX_DROPPED_BYTES = 64 * 1024 * 1024;

/**
 * Reads a body to its end. Gives back undefined for one of more than `maxBytes`, of which nothing is kept.
 * @throws Error when the connection breaks first
 */
export function readBody(stream: Readable, maxBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let bytes = 0;
    stream.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      chunks = [];
      if (bytes > MAX_DROPPED_BYTES) resolve(undefined);
    });
    stream.on("end", () => {
      const [only] = chunks;
      if (bytes > maxBytes) resolve(undefined);
      else resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
    });
    stream.on("error", reject);
    stream.on("close", () => {
      // Comes after every request, read to its end or not.
      if (!stream.readableEnded) reject(new Error("the connection was closed before the whole request had come"));
    });
  });
}
