import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { Uploads, type Incoming, type UploadsOptions } from "../../src/blobs/index.js";
import { useManualClock, type ManualClock } from "../support/use-manual-clock.js";
import { useTempDir } from "../support/use-temp-dir.js";

export interface UploadsWorld {
  readonly dir: string;
  readonly clock: ManualClock;
  readonly uploads: Uploads;
  /** The store as a host that starts again finds it. */
  again(assetBlobs?: readonly string[]): Promise<Uploads>;
  /** All files and folders, with slashes behind folders, sorted; our random names as `<blob>`. */
  files(): readonly string[];
}

export async function useUploads(given: Partial<UploadsOptions> = {}): Promise<UploadsWorld> {
  const dir = join(useTempDir(), "blobs");
  const clock = useManualClock();
  let running: Uploads | undefined;
  const open = async (assetBlobs: readonly string[]): Promise<Uploads> => {
    running?.close();
    const uploads = await Uploads.open({
      dir,
      clock,
      maxBytes: 1_000,
      maxTotalBytes: 10_000,
      assetBlobs,
      onFault: (doing, error) => {
        throw new Error(`could not ${doing}`, { cause: error });
      },
      ...given,
    });
    running = uploads;
    return uploads;
  };
  onTestFinished(() => {
    running?.close();
  });
  return {
    dir,
    clock,
    uploads: await open([]),
    again: (assetBlobs = []) => open(assetBlobs),
    files: () =>
      readdirSync(dir, { recursive: true, encoding: "utf8" })
        .map((name) => name.replace(/[0-9a-f]{32}/g, "<blob>"))
        .sort(),
  };
}

export const bucket = "gse-ap-shanghai-1250000000";
export const at = (key: string): { bucket: string; key: string } => ({ bucket, key });

export const text = (...pieces: string[]): Incoming => ({ content: chunks(pieces), sizeBytes: pieces.join("").length });

export async function* chunks(pieces: readonly string[], then?: Error): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece);
  if (then !== undefined) throw then;
}

export const md5 = (content: string): string => createHash("md5").update(content).digest("hex");
