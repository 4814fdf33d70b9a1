import { randomFillSync } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { extractArchive, inspectArchive } from "../../src/archive/index.js";
import { useTempDir } from "../support/use-temp-dir.js";
import { useZip } from "./support.js";

const MIB = 1024 ** 2;

/** Half of it can be compressed, half cannot. */
function content(bytes: number): Readable {
  const piece = randomFillSync(Buffer.alloc(MIB), 0, MIB / 2);
  return Readable.from(
    (function* () {
      for (let done = 0; done < bytes; done += MIB) yield piece;
    })(),
  );
}

test("an archive many times larger than the memory it takes", async () => {
  const file = await useZip((zip) => {
    zip.addReadStream(content(96 * MIB), "packed", { compressionLevel: 1 });
    zip.addReadStream(content(96 * MIB), "stored", { compress: false });
  });
  const game = join(useTempDir(), "game");
  // The most that this process ever held, in KiB.
  const before = process.resourceUsage().maxRSS;
  const expected = { files: 2, folders: 0, links: 0, bytes: 192 * MIB };
  expect(await inspectArchive(file)).toEqual(expected);
  expect(await extractArchive(file, game)).toEqual(expected);
  rmSync(game, { recursive: true });
  expect((process.resourceUsage().maxRSS - before) / 1024).toBeLessThan(64);
});
