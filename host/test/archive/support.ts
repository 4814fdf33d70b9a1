import { createWriteStream, lstatSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { crc32, deflateRawSync } from "node:zlib";
import { expect } from "vitest";
import { ZipFile } from "yazl";
import { ArchiveError, extractArchive, inspectArchive, type ArchiveErrorKind } from "../../src/archive/index.js";
import { useTempDir } from "../support/use-temp-dir.js";

/** An archive by yazl, in a folder that goes with the test. */
export async function useZip(fill: (zip: ZipFile) => void): Promise<string> {
  const file = join(useTempDir(), "package.zip");
  const zip = new ZipFile();
  fill(zip);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
  return file;
}

export function useFile(bytes: Uint8Array): string {
  const file = join(useTempDir(), "package.zip");
  writeFileSync(file, bytes);
  return file;
}

/** One entry, field by field, so that each can be wrong. */
export interface RawEntry {
  readonly name: string | Buffer;
  readonly data?: Buffer;
  /** Unix mode with its kind; default a file with 0644. */
  readonly mode?: number;
  /** Who packed it: 3 is unix, 0 is DOS. */
  readonly system?: number;
  readonly method?: number;
  readonly flags?: number;
  readonly crc32?: number;
  readonly size?: number;
  readonly packedSize?: number;
  /** What stands in the archive in place of the packed data. */
  readonly packed?: Buffer;
  /** Another entry's local header, by its number, in place of one's own. */
  readonly sharedWith?: number;
}

/** An archive written by hand: as wrong as its entries say. */
export function rawZip(entries: readonly RawEntry[], { count = entries.length } = {}): Buffer<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const data = entry.data ?? Buffer.alloc(0);
    const method = entry.method ?? 0;
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(data) : data);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(entry.flags ?? 0x800, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(entry.crc32 ?? crc32(data), 10);
    fields.writeUInt32LE(entry.packedSize ?? packed.length, 14);
    fields.writeUInt32LE(entry.size ?? data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const offset = entry.sharedWith === undefined ? at : (offsets[entry.sharedWith] ?? 0);
    offsets.push(offset);
    if (entry.sharedWith === undefined) {
      const local = Buffer.concat([word(0x04034b50), fields, name, packed]);
      parts.push(local);
      at += local.length;
    }
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    const madeBy = Buffer.from([63, entry.system ?? 3]);
    directory.push(Buffer.concat([word(0x02014b50), madeBy, fields, rest, name]));
  }
  const table = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(table.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, table, end]);
}

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** What stands in a folder: path → content, `-> target` for a link, the mode in front. */
export function treeOf(dir: string, below = ""): Record<string, string> {
  return Object.assign(
    {},
    ...readdirSync(join(dir, below)).map((name): Record<string, string> => {
      const path = below === "" ? name : `${below}/${name}`;
      const stat = lstatSync(join(dir, path));
      const mode = (stat.mode & 0o7777).toString(8);
      if (stat.isSymbolicLink()) return { [path]: `-> ${readlinkSync(join(dir, path))}` };
      if (stat.isDirectory()) return { [`${path}/`]: mode, ...treeOf(dir, path) };
      return { [path]: `${mode} ${readFileSync(join(dir, path), "utf8")}` };
    }),
  ) as Record<string, string>;
}

/** Both ways to read it refuse it for the same reason, and leave nothing behind. */
export async function expectRefused(file: string, kind: ArchiveErrorKind, message: RegExp): Promise<void> {
  const base = useTempDir();
  const found = await inspectArchive(file).catch((error: unknown) => error);
  expect(found).toBeInstanceOf(ArchiveError);
  expect(found).toMatchObject({ kind, message: expect.stringMatching(message) as unknown });
  expect(await extractArchive(file, join(base, "game")).catch((error: unknown) => error)).toMatchObject({ kind });
  expect(readdirSync(base)).toEqual([]);
}
