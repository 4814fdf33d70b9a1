/** What an archive may be made of, so that no small file fills a disk or a day. */
export interface ArchiveLimits {
  /** Files, links and folders, those too that are only named as part of a path. */
  readonly maxEntries: number;
  /** Of all files together, unpacked. */
  readonly maxBytes: number;
  /** Bytes unpacked for each byte of the archive; only looked at beyond {@link RATIO_FREE_BYTES}. */
  readonly maxRatio: number;
}

/**
 * Well above real packages: a Java or Unity server has some 10,000 files and 5 GiB, and programs and pictures shrink to a
 * third. Deflate can make 1,032 bytes of one, so a ratio of 200 leaves room for files that are mostly zeros.
 */
export const defaultArchiveLimits: ArchiveLimits = {
  maxEntries: 100_000,
  maxBytes: 20 * 1024 ** 3,
  maxRatio: 200,
};

/** As much may come of an archive of any size: a few small files of zeros are no attack. */
export const RATIO_FREE_BYTES = 10 * 1024 ** 2;
