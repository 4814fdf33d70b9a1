import type { IncomingMessage } from "node:http";
import { bucketOfHost, isBucket, objectKey } from "./buckets.js";
import { CosError } from "./cos-error.js";

/** A request to the object store, in its own words: which bucket, which key, whatever form its address has. */
export interface CosRequest {
  readonly method: string;
  readonly bucket: string;
  /** "" for the bucket itself. */
  readonly key: string;
  /** Decoded. */
  readonly params: ReadonlyMap<string, string>;
  /** By its name in lower case; "" when absent. */
  header(name: string): string;
  /** What its sender may have signed as its path: `/<key>` as at COS, or all of it as it stands here. */
  readonly paths: readonly string[];
}

/** @throws CosError NoSuchBucket, InvalidArgument */
export function readCosRequest(raw: IncomingMessage): CosRequest {
  const { headers, method = "" } = raw;
  const url = raw.url ?? "/";
  const mark = url.indexOf("?");
  const path = decoded(mark < 0 ? url : url.slice(0, mark));
  const ofHost = bucketOfHost(headers.host);
  const [, ofPath = "", rest = ""] = (ofHost === undefined ? /^\/cos\/([^/]+)\/?(.*)$/s.exec(path) : undefined) ?? [];
  const bucket = ofHost ?? ofPath;
  if (!isBucket(bucket))
    throw new CosError(
      "NoSuchBucket",
      `there is no bucket ${JSON.stringify(bucket)}: take the BucketName that GetUploadCredentials gives`,
    );
  const text = ofHost === undefined ? rest : path.slice(1);
  const key = text === "" ? "" : objectKey(text);
  if (key === undefined) throw new CosError("InvalidArgument", "the key has more than 850 bytes, or a NUL");
  return {
    method,
    bucket,
    key,
    params: paramsOf(mark < 0 ? "" : url.slice(mark + 1)),
    header: (name) => {
      const value = headers[name];
      return typeof value === "string" ? value : (value?.join(",") ?? "");
    },
    paths: [`/${key}`, pathOf(bucket, key)],
  };
}

/** Where a package is sent to at this host. */
export const pathOf = (bucket: string, key: string): string => `/cos/${bucket}/${key}`;

const paramsOf = (query: string): ReadonlyMap<string, string> =>
  new Map(
    query
      .split("&")
      .filter((pair) => pair !== "")
      .map((pair) => {
        const equals = pair.indexOf("=");
        return equals < 0 ? [decoded(pair), ""] : [decoded(pair.slice(0, equals)), decoded(pair.slice(equals + 1))];
      }),
  );

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw new CosError("InvalidArgument", "the address is not encoded as UTF-8 in percent signs", { cause: error });
  }
}
