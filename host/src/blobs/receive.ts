import { createHash } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { BlobError } from "./errors.js";
import type { Room } from "./room.js";

/** What is to be stored, and what its sender said of it. */
export interface Incoming {
  readonly content: AsyncIterable<Buffer>;
  readonly sizeBytes?: number | undefined;
  /** In hexadecimal. */
  readonly md5?: string | undefined;
}

export interface Received {
  readonly sizeBytes: number;
  readonly md5: string;
}

/**
 * Writes what comes into a new file, and has it on disk when it settles. The room it takes stays taken.
 * @throws BlobError, what the content throws, what the disk says; then the file is gone and the room given back
 */
export async function receive(file: string, incoming: Incoming, maxBytes: number, room: Room): Promise<Received> {
  checkSize(incoming.sizeBytes ?? 0, maxBytes);
  room.check(incoming.sizeBytes ?? 0);
  const handle = await open(file, "wx", 0o600);
  const digest = createHash("md5");
  let sizeBytes = 0;
  try {
    try {
      for await (const chunk of incoming.content) {
        checkSize(sizeBytes + chunk.length, maxBytes);
        room.take(chunk.length);
        sizeBytes += chunk.length;
        digest.update(chunk);
        for (let done = 0; done < chunk.length;)
          done += (await handle.write(chunk, done, chunk.length - done)).bytesWritten;
      }
      if (incoming.sizeBytes !== undefined && sizeBytes !== incoming.sizeBytes)
        throw new BlobError(
          "wrong-size",
          `${sizeBytes} bytes came, and ${incoming.sizeBytes} were said: send it again`,
        );
      await handle.sync();
    } finally {
      await handle.close();
    }
    const md5 = digest.digest("hex");
    if (incoming.md5 !== undefined && incoming.md5 !== md5)
      throw new BlobError(
        "wrong-digest",
        `the MD5 of what came is ${md5}, and ${incoming.md5} was said: send it again`,
      );
    return { sizeBytes, md5 };
  } catch (error) {
    room.giveBack(sizeBytes);
    await rm(file, { force: true });
    throw error;
  }
}

function checkSize(bytes: number, maxBytes: number): void {
  if (bytes > maxBytes)
    throw new BlobError(
      "too-large",
      `it has ${bytes} bytes or more, and ${maxBytes} are allowed: pack only what the server needs`,
    );
}
