import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";

const CHUNK_BYTES = 1024 * 1024;

/** Writes files one behind the other into a new one, which is on disk when it settles. */
export async function joinFiles(parts: readonly string[], into: string): Promise<void> {
  const handle = await open(into, "wx", 0o600);
  try {
    for (const part of parts)
      for await (const chunk of createReadStream(part, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>)
        for (let done = 0; done < chunk.length;)
          done += (await handle.write(chunk, done, chunk.length - done)).bytesWritten;
    await handle.sync();
  } finally {
    await handle.close();
  }
}
