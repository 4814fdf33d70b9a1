/** Where an upload was sent to, in its sender's words. Never part of a path on disk. */
export interface UploadKey {
  readonly bucket: string;
  readonly key: string;
}

/** A file that was sent whole. Its name is ours. */
export interface Upload extends UploadKey {
  readonly blob: string;
  readonly sizeBytes: number;
  /** MD5 in hexadecimal; of an upload in parts the MD5 of their MD5s and their number, as COS has it. */
  readonly etag: string;
  readonly storedAtMs: number;
  /** An asset was made of it: it is kept as long as the asset. */
  readonly isAsset: boolean;
}

/** No bucket has a NUL in its name. */
export const keyText = ({ bucket, key }: UploadKey): string => `${bucket}\0${key}`;

/** An upload of which nobody made an asset, or that nobody finished, goes after a day. */
export const KEPT_MS = 24 * 60 * 60_000;
