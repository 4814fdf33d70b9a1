import { text } from "node:stream/consumers";
import { fromBuffer, type Entry, type ZipFile } from "yauzl";

/** What is in a zip, as text by name. */
export async function readZip(bytes: Buffer): Promise<Readonly<Record<string, string>>> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, opened) => {
      if (error) reject(error);
      else resolve(opened);
    });
  });
  const found: Record<string, string> = {};
  await new Promise<void>((resolve, reject) => {
    zip.on("entry", (entry: Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) {
          reject(error);
          return;
        }
        text(stream).then((content) => {
          found[entry.fileName] = content;
          zip.readEntry();
        }, reject);
      });
    });
    zip.on("end", resolve);
    zip.on("error", reject);
    zip.readEntry();
  });
  return found;
}
