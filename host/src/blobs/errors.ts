export type BlobErrorKind =
  | "too-large" //       more bytes than one upload may have
  | "no-room" //         more bytes than all uploads together may have
  | "wrong-size" //      not as many bytes as were said
  | "wrong-digest" //    not the bytes that were said
  | "key-taken" //       an asset was made of the upload of that key, or is being made
  | "no-such-upload" //  no upload in parts of that id: it was completed or given up, or it is too old
  | "wrong-part" //      a part that is not there, or not the one that is
  | "wrong-order"; //    the parts were not named in order

/** Why the store did not take or give something. What the disk says comes as it is. */
export class BlobError extends Error {
  override readonly name = "BlobError";
  constructor(
    readonly kind: BlobErrorKind,
    message: string,
  ) {
    super(message);
  }
}
