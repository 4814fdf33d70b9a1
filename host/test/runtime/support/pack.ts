import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";

/** What is in a package: a program's text, or content and mode. */
export type Files = Readonly<Record<string, string | { readonly content: string | Buffer; readonly mode: number }>>;

/** A package as an author would make it; files are executable unless they say otherwise. */
export async function pack(path: string, files: Files): Promise<void> {
  const zip = new ZipFile();
  for (const [name, given] of Object.entries(files)) {
    const { content, mode } = typeof given === "string" ? { content: given, mode: 0o755 } : given;
    zip.addBuffer(Buffer.from(content), name, { mode: 0o100_000 | mode });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}
