/** Why an archive is refused. Nothing of a refused archive is left on the disk. */
export type ArchiveErrorKind =
  | "not-a-zip" //        no end record: something else than a ZIP, or its end is missing
  | "damaged" //          truncated inside, a wrong checksum, sizes that are not those declared
  | "encrypted" //        an entry needs a password
  | "unsupported" //      a compression other than store and deflate, or more than one disk
  | "unsafe-path" //      an entry that would lie outside of the folder, or behind a link
  | "unsafe-link" //      a symbolic link out of the folder
  | "special-file" //     a device, a pipe or a socket
  | "duplicate" //        two entries of the same path
  | "conflict" //         a path that is both a file and a folder
  | "name-too-long" //    longer than file systems take
  | "too-many-entries" // more than `maxEntries`
  | "too-large" //        more than `maxBytes` when unpacked
  | "bomb" //             more than `maxRatio` times its size when unpacked, or entries that share their bytes
  | "cannot-read" //      the disk does not give the archive; `cause` says why
  | "cannot-write"; //    the disk does not take what is unpacked; `cause` says why

export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
  constructor(
    readonly kind: ArchiveErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A name as it may stand in a message: quoted, and not longer than a line. */
export const shown = (name: string): string => JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name);

export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
