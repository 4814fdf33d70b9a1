import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assert, asyncProperty, constantFrom, integer, nat, record, array, type Arbitrary } from "fast-check";
import { expect, test } from "vitest";
import { ArchiveError, extractArchive, inspectArchive } from "../../src/archive/index.js";
import { useTempDir } from "../support/use-temp-dir.js";
import { rawZip, useZip } from "./support.js";

interface Damage {
  readonly flips: readonly { readonly at: number; readonly bit: number }[];
  /** Bytes cut off at the end, and at the beginning. */
  readonly cut: number;
  readonly behead: number;
  /** Wide numbers written over what is there: the sizes and offsets that an attacker would choose. */
  readonly numbers: readonly { readonly at: number; readonly value: number }[];
}

const few = <T>(of: Arbitrary<T>, maxLength: number): Arbitrary<readonly T[]> => array(of, { maxLength });

test("whatever happens to its bytes, an archive is refused by name or unpacked whole, and nothing lies elsewhere", async () => {
  const samples = [
    readFileSync(
      await useZip((zip) => {
        zip.addBuffer(Buffer.alloc(3_000, "game"), "bin/server", { mode: 0o100755, forceZip64Format: true });
        zip.addBuffer(Buffer.from("bin/server"), "start", { mode: 0o120777 });
        zip.addBuffer(Buffer.from("a note"), "etc/note", { compress: false });
      }),
    ),
    rawZip([
      { name: "a/b", data: Buffer.alloc(500, "xyz"), method: 8 },
      { name: "a/c", mode: 0o120777, data: Buffer.from("b") },
      { name: "d/" },
      { name: "e", data: Buffer.from("e") },
    ]),
  ];
  const dir = useTempDir();
  const file = join(dir, "package.zip");
  const inside = join(dir, "inside");
  mkdirSync(inside);
  const target = join(inside, "game");
  let passed = 0;

  const damage: Arbitrary<Damage> = record({
    flips: few(record({ at: nat(), bit: integer({ min: 0, max: 7 }) }), 4),
    cut: constantFrom(0, 0, 0, 1, 22, 60, 500),
    behead: constantFrom(0, 0, 0, 0, 1, 30, 400),
    numbers: few(record({ at: nat(), value: constantFrom(0, 1, 0xff, 0x7fff_ffff, 0xffff_fffe, 0xffff_ffff) }), 2),
  });

  await assert(
    asyncProperty(constantFrom(...samples), damage, async (sample, { flips, cut, behead, numbers }) => {
      const bytes = Buffer.from(sample.subarray(behead, Math.max(behead, sample.length - cut)));
      for (const { at, bit } of flips) if (bytes.length > 0) bytes[at % bytes.length]! ^= 1 << bit;
      for (const { at, value } of numbers) if (bytes.length > 4) bytes.writeUInt32LE(value, at % (bytes.length - 4));
      writeFileSync(file, bytes);
      const inspected = await inspectArchive(file).catch((error: unknown) => error);
      const extracted = await extractArchive(file, target).catch((error: unknown) => error);
      if (inspected instanceof ArchiveError) {
        expect(extracted).toMatchObject({ kind: inspected.kind });
        expect(readdirSync(inside)).toEqual([]);
      } else {
        passed += 1;
        expect(extracted).toEqual(inspected);
        rmSync(target, { recursive: true });
      }
      expect(readdirSync(dir).sort()).toEqual(["inside", "package.zip"]);
    }),
    { numRuns: 600 },
  );
  // Bits that nobody reads do no harm; were none such hit, the samples would be refused for another reason.
  expect(passed).toBeGreaterThan(10);
});
