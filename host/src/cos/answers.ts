import type { Part, UploadInParts } from "../blobs/index.js";
import { CosError } from "./cos-error.js";
import type { CosRequest } from "./cos-request.js";
import { encoded } from "./signature.js";
import { xmlDocument, type XmlElements } from "./xml.js";

// One account owns all that is here; COS names it in every list.
const OWNER = { ID: "gse-host", DisplayName: "gse-host" };
const MOST_ROWS = 1_000;

export const quoted = (etag: string): string => `"${etag}"`;

const instant = (atMs: number): string => new Date(atMs).toISOString();

export const initiated = ({ bucket, key }: CosRequest, uploadId: string): string =>
  xmlDocument({ InitiateMultipartUploadResult: { Bucket: bucket, Key: key, UploadId: uploadId } });

export const completed = ({ bucket, key }: CosRequest, etag: string, location: string): string =>
  xmlDocument({ CompleteMultipartUploadResult: { Location: location, Bucket: bucket, Key: key, ETag: quoted(etag) } });

/** ListParts: by number, from `part-number-marker` on. */
export function partList(request: CosRequest, upload: UploadInParts, parts: readonly Part[]): string {
  const after = numberOf(request, "part-number-marker", 0);
  const most = Math.min(MOST_ROWS, numberOf(request, "max-parts", MOST_ROWS));
  const rest = parts.filter(({ number }) => number > after);
  const page = rest.slice(0, most);
  return xmlDocument({
    ListPartsResult: {
      Bucket: request.bucket,
      ...encodingOf(request),
      Key: keyText(request, request.key),
      UploadId: upload.id,
      Owner: OWNER,
      Initiator: OWNER,
      StorageClass: "STANDARD",
      PartNumberMarker: after,
      NextPartNumberMarker: page.at(-1)?.number ?? after,
      MaxParts: most,
      IsTruncated: String(rest.length > page.length),
      Part: page.map(({ number, md5, sizeBytes }) => ({
        PartNumber: number,
        LastModified: instant(upload.createdAtMs),
        ETag: quoted(md5),
        Size: sizeBytes,
      })),
    },
  });
}

/** ListMultipartUploads: by key and id, those whose key begins with `prefix`, from the markers on. */
export function uploadList(request: CosRequest, uploads: readonly UploadInParts[]): string {
  const param = (name: string): string => request.params.get(name) ?? "";
  const [prefix, keyMarker, idMarker] = [param("prefix"), param("key-marker"), param("upload-id-marker")];
  const most = Math.min(MOST_ROWS, numberOf(request, "max-uploads", MOST_ROWS));
  const rest = uploads
    .filter(({ key }) => key.startsWith(prefix))
    .sort((a, b) => compared(a.key, b.key) || compared(a.id, b.id))
    .filter(({ key, id }) => key > keyMarker || (key === keyMarker && idMarker !== "" && id > idMarker));
  const page = rest.slice(0, most);
  const isTruncated = rest.length > page.length;
  const last = page.at(-1);
  return xmlDocument({
    ListMultipartUploadsResult: {
      Bucket: request.bucket,
      ...encodingOf(request),
      KeyMarker: keyText(request, keyMarker),
      UploadIdMarker: idMarker,
      ...(isTruncated && last !== undefined
        ? { NextKeyMarker: keyText(request, last.key), NextUploadIdMarker: last.id }
        : {}),
      MaxUploads: most,
      IsTruncated: String(isTruncated),
      Prefix: keyText(request, prefix),
      Upload: page.map(({ key, id, createdAtMs }) => ({
        Key: keyText(request, key),
        UploadId: id,
        StorageClass: "STANDARD",
        Initiator: OWNER,
        Owner: OWNER,
        Initiated: instant(createdAtMs),
      })),
    },
  });
}

export const errorDocument = (error: CosError, resource: string, requestId: string): string =>
  xmlDocument({
    Error: { Code: error.code, Message: error.message, Resource: resource, RequestId: requestId, TraceId: requestId },
  });

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isUrlEncoded = (request: CosRequest): boolean => request.params.get("encoding-type") === "url";

const encodingOf = (request: CosRequest): XmlElements => (isUrlEncoded(request) ? { "Encoding-Type": "url" } : {});

const keyText = (request: CosRequest, key: string): string => (isUrlEncoded(request) ? encoded(key) : key);

/** @throws CosError InvalidArgument */
export function numberOf(request: CosRequest, name: string, whenAbsent: number): number {
  const text = request.params.get(name) ?? "";
  if (text === "") return whenAbsent;
  if (!/^\d{1,9}$/.test(text)) throw new CosError("InvalidArgument", `"${name}" is no number: ${JSON.stringify(text)}`);
  return Number(text);
}
