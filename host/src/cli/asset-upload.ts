import { randomUUID } from "node:crypto";
import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { uploadPackage, type CloudApiClient } from "../client/index.js";
import { bytesText } from "./bytes-text.js";
import { programName } from "./banner.js";
import { exitCodes, usageError, type ExitCode } from "./exit.js";
import { packFolder } from "./pack-folder.js";
import type { KeyValue } from "./parse-values.js";
import { printable } from "./printable.js";
import { regionOf, sameHost, withHost, type RemoteFlags } from "./remote.js";
import { openStepList, type StepList } from "./step-list.js";
import { print, type Terminal } from "./terminal.js";

export interface AssetUploadFlags extends RemoteFlags {
  readonly name?: string;
  readonly assetVersion?: string;
  readonly os: string;
  readonly imageId?: string;
  readonly tag?: readonly KeyValue[];
  readonly followLinks?: boolean;
}

/** What becomes of a folder or an archive. */
export interface PackageOrder {
  /** A folder, which is packed first, or a ZIP archive. */
  readonly path: string;
  readonly region: string;
  readonly name: string;
  readonly version: string;
  readonly os: string;
  readonly imageId?: string | undefined;
  readonly tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly followLinks?: boolean | undefined;
}

export interface UploadedAsset {
  readonly AssetId: string;
  readonly AssetArn: string;
}

/** The host reads a package to its end before it answers: for four gigabytes some minutes on a slow disk. */
const CREATE_TIMEOUT_MS = 600_000;

/** `gse asset upload DIR|ZIP`: packs a folder, sends it, and makes an asset of it. */
export function assetUpload(path: string, flags: AssetUploadFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const isJson = flags.json === true;
    const whole = resolve(terminal.cwd, path);
    const order: PackageOrder = {
      path: whole,
      region: regionOf(flags, terminal),
      name: flags.name ?? nameOf(whole),
      version: flags.assetVersion ?? versionOf(terminal.clock.now()),
      os: flags.os,
      imageId: flags.imageId,
      tags: (flags.tag ?? []).map(({ key, value }) => ({ Key: key, Value: value })),
      followLinks: flags.followLinks,
    };
    const steps = isJson ? silent : openStepList(terminal, false);
    try {
      const asset = await uploadAsset(client, order, steps);
      if (isJson) print(terminal, JSON.stringify({ ...asset, AssetName: order.name, AssetVersion: order.version }));
      else
        steps.text(
          `\n  Make a fleet of it:\n  ${programName(terminal)} fleet create --asset ${asset.AssetId} --launch PATH --port 7000-7099${sameHost(flags)}`,
        );
      return exitCodes.done;
    } finally {
      steps.close();
    }
  });
}

/** Packs what is a folder, sends it, and makes an asset of it, under the eyes of whoever watches the steps. */
export async function uploadAsset(
  client: CloudApiClient,
  order: PackageOrder,
  steps: StepList,
): Promise<UploadedAsset> {
  const found = await stat(order.path).catch((error: unknown) => {
    throw usageError(`cannot read "${order.path}": ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  });
  if (!found.isDirectory()) {
    if (!(await isZip(order.path)))
      throw usageError(
        `"${order.path}" is neither a folder nor a ZIP archive with its end: name a folder or a ZIP, for instance the folder it is in`,
      );
    return send(client, order.path, order, steps);
  }
  const scratch = await mkdtemp(join(tmpdir(), "gse-package-"));
  try {
    const file = join(scratch, "package.zip");
    await pack(order, file, steps);
    return await send(client, file, order, steps);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** By the record at its end, without which nobody can read an archive; it may have a comment of 65,535 bytes behind it. */
async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, 22 + 65_535);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.includes("PK\x05\x06", 0, "latin1");
  } finally {
    await file.close();
  }
}

function pack({ path, followLinks = false }: PackageOrder, into: string, steps: StepList): Promise<unknown> {
  let sofar = "";
  return steps.step(
    "pack",
    () => `packing "${printable(path)}" ${sofar}`,
    () => packFolder(path, into, { followLinks, onProgress: (packed) => (sofar = packedText(packed)) }),
    packedText,
  );
}

async function send(
  client: CloudApiClient,
  file: string,
  order: PackageOrder,
  steps: StepList,
): Promise<UploadedAsset> {
  const bucketKey = `${randomUUID()}.zip`;
  let sofar = "";
  await steps.step(
    "upload",
    () => `uploading to ${client.endpoint} ${sofar}`,
    async () => {
      await uploadPackage(client, {
        ...{ file, bucketKey, assetRegion: order.region },
        onProgress: (sent, all) => {
          sofar = `${bytesText(sent)} of ${bytesText(all)}, ${String(Math.floor((100 * sent) / Math.max(1, all)))} %`;
        },
      });
      return (await stat(file)).size;
    },
    (bytes) => `${bytesText(bytes)} sent to ${client.endpoint}`,
  );
  return steps.step(
    "asset",
    "the host looks the package through",
    () =>
      client.call(
        "CreateAsset",
        {
          BucketKey: bucketKey,
          AssetName: order.name,
          AssetVersion: order.version,
          AssetRegion: order.region,
          OperateSystem: order.os,
          ...(order.imageId === undefined ? {} : { ImageId: order.imageId }),
          Tags: order.tags ?? [],
        },
        { timeoutMs: CREATE_TIMEOUT_MS },
      ),
    ({ AssetId }) => `${AssetId}  ${printable(order.name)} ${printable(order.version)}`,
  );
}

const packedText = ({ files, bytes }: { readonly files: number; readonly bytes: number }): string =>
  `${String(files)} ${files === 1 ? "file" : "files"}, ${bytesText(bytes)}`;

/** As much of the folder's or the file's name as an asset may have. */
const nameOf = (path: string): string =>
  basename(path)
    .replace(/\.zip$/i, "")
    .slice(0, 64) || "package";

/** When it was packed: `2026-01-31T23:59:59Z`. */
const versionOf = (nowMs: number): string => `${new Date(nowMs).toISOString().slice(0, 19)}Z`;

/** For programs, which read one document at the end. */
const silent: StepList = {
  step: (_name, _doing, work) => work(),
  news: () => undefined,
  text: () => undefined,
  data: () => undefined,
  close: () => undefined,
};
