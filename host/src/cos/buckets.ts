// COS writes the account's number behind each bucket's name; its SDK wants one there. This is the one of its examples.
const APP_ID = "1250000000";

/** What a bucket is called that takes the packages of a region. */
export const bucketOf = (region: string): string => `gse-${region}-${APP_ID}`;

/** The bucket that a request's host names in COS's manner, `<bucket>.cos.<region>.myqcloud.com` and any other domain; else undefined. */
export function bucketOfHost(host: string | undefined): string | undefined {
  const [, bucket] = HOST_OF_BUCKET.exec(host ?? "") ?? [];
  return bucket;
}

/** For a router: every host that names a bucket. */
export const HOST_OF_BUCKET = new RegExp(`^(gse-[a-z]+-[a-z]+-${APP_ID})\\.`);

export const isBucket = (name: string): boolean => new RegExp(`^gse-[a-z]+-[a-z]+-${APP_ID}$`).test(name);

/** What COS allows: 1 to 850 bytes. A slash in front is no part of it, as its SDK has it. Undefined for what cannot be one. */
export function objectKey(text: string): string | undefined {
  const key = text.replace(/^\//, "");
  const bytes = Buffer.byteLength(key);
  return bytes === 0 || bytes > 850 || key.includes("\0") ? undefined : key;
}
