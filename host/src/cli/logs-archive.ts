import { text as textOf } from "node:stream/consumers";
import { fromRandomAccessReader, RandomAccessReader, type Entry, type ZipFile } from "yauzl";
import { lastOf, type LogLink } from "./logs-link.js";

/** What the archive of a session holds. */
export interface Archive {
  readonly about: string;
  /** The last lines that its process wrote. */
  readonly output: string;
  /** The files that ProcessReady named. */
  readonly files: readonly { readonly name: string; readonly sizeBytes: number }[];
}

/** Reads an archive behind a link, without what nobody wants to see of it. */
export async function readArchive(link: LogLink, lines: number): Promise<Archive> {
  const zip = await open(link, await link.size());
  let about = "";
  let output = "";
  const files: { name: string; sizeBytes: number }[] = [];
  await new Promise<void>((resolve, reject) => {
    const take = async (entry: Entry): Promise<void> => {
      const { fileName: name, uncompressedSize: sizeBytes } = entry;
      if (name === "about.txt") about = await textOf(await contentOf(zip, entry));
      else if (name === "output.log") output = await tailOf(await contentOf(zip, entry), lines);
      else files.push({ name: name.replace(/^files\//, ""), sizeBytes });
    };
    zip.on("entry", (entry: Entry) => {
      take(entry).then(() => {
        zip.readEntry();
      }, reject);
    });
    zip.once("end", resolve);
    zip.once("error", reject);
    zip.readEntry();
  });
  return { about, output, files };
}

const open = (link: LogLink, size: number): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    fromRandomAccessReader(new LinkReader(link), size, { lazyEntries: true, autoClose: false }, (error, zip) => {
      // Its types say that there is always one of them.
      if (error instanceof Error) reject(error);
      else resolve(zip);
    });
  });

const contentOf = (zip: ZipFile, entry: Entry): Promise<NodeJS.ReadableStream> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error instanceof Error) reject(error);
      else resolve(stream);
    });
  });

/** Keeps no more than it needs of what may be 200 MB. */
async function tailOf(stream: NodeJS.ReadableStream, lines: number): Promise<string> {
  let text = "";
  stream.setEncoding("utf8");
  for await (const chunk of stream) {
    text += String(chunk);
    if (text.length > MOST_CHARACTERS) text = lastOf(text, lines).slice(-MOST_CHARACTERS / 2);
  }
  return lastOf(text, lines);
}

const MOST_CHARACTERS = 16 * 1024 * 1024;

class LinkReader extends RandomAccessReader {
  readonly #link: LogLink;

  constructor(link: LogLink) {
    super();
    this.#link = link;
  }

  override _readStreamForRange(start: number, end: number) {
    return this.#link.stream(start, end);
  }
}
