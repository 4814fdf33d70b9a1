import type { IncomingMessage } from "node:http";
import type { Uploads } from "../blobs/index.js";
import type { Clock } from "../ports/index.js";
import { completed, initiated, numberOf, partList, quoted, uploadList } from "./answers.js";
import { incomingOf, textOfBody } from "./body.js";
import { CosError } from "./cos-error.js";
import { pathOf, type CosRequest } from "./cos-request.js";
import { readPartList } from "./part-list.js";

export interface CosAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly xml?: string;
}

interface Operation {
  readonly request: CosRequest;
  readonly raw: IncomingMessage;
  readonly uploads: Uploads;
  readonly clock: Clock;
}

/** COS's limit. */
const MOST_PARTS = 10_000;
/** Room for a list of as many parts. */
const MAX_LIST_BYTES = 2 * 1024 * 1024;

/** Does what an authorized request asks. @throws CosError, BlobError, what the disk says */
export async function perform(operation: Operation): Promise<CosAnswer> {
  const { request } = operation;
  const known = ["uploads", "uploadId", "partNumber", "prefix", "delimiter", "key-marker", "upload-id-marker"];
  const lists = ["max-uploads", "max-parts", "part-number-marker", "encoding-type"];
  const signature = /^(q-|x-cos-security-token$|sign$)/;
  for (const name of request.params.keys())
    if (![...known, ...lists].includes(name) && !signature.test(name))
      throw new CosError(
        "NotImplemented",
        `this host does without ${JSON.stringify(name)}: it takes packages, no more`,
      );
  if (request.header("x-cos-copy-source") !== "")
    throw new CosError("NotImplemented", "this host copies nothing: upload the package");
  return operationOf(request)(operation);
}

function operationOf({ method, key, params }: CosRequest): (operation: Operation) => Promise<CosAnswer> {
  if (key === "") {
    if (method === "GET" && params.has("uploads")) return listUploads;
  } else if (params.has("uploads")) {
    if (method === "POST") return initiate;
  } else if (params.has("uploadId")) {
    if (method === "PUT") return putPart;
    if (method === "POST") return complete;
    if (method === "DELETE") return abort;
    if (method === "GET") return listParts;
  } else {
    if (method === "PUT") return putObject;
    if (method === "HEAD") return headObject;
    if (method === "GET") throw new CosError("AccessDenied", "packages are not given out again: keep what you upload");
  }
  throw new CosError(
    "MethodNotAllowed",
    `${method} is nothing that can be done here: packages are uploaded, at once or in parts`,
  );
}

const putObject = async ({ request, raw, uploads, clock }: Operation): Promise<CosAnswer> => {
  const { etag } = await uploads.put(request, incomingOf(raw, request, clock));
  return { status: 200, headers: { etag: quoted(etag) } };
};

const headObject = async ({ request, uploads }: Operation): Promise<CosAnswer> => {
  const upload = uploads.find(request);
  if (upload === undefined)
    throw new CosError("NoSuchKey", "nothing was uploaded there, or nobody made an asset of it for a day");
  return {
    status: 200,
    headers: {
      etag: quoted(upload.etag),
      "content-length": String(upload.sizeBytes),
      "last-modified": new Date(upload.storedAtMs).toUTCString(),
    },
  };
};

const initiate = async ({ request, uploads }: Operation): Promise<CosAnswer> => ({
  status: 200,
  xml: initiated(request, await uploads.parts.begin(request)),
});

const putPart = async ({ request, raw, uploads, clock }: Operation): Promise<CosAnswer> => {
  const number = numberOf(request, "partNumber", 0);
  if (number < 1 || number > MOST_PARTS)
    throw new CosError(
      "InvalidArgument",
      `"partNumber" must be 1 to ${MOST_PARTS}: send larger parts if they are more`,
    );
  const { md5 } = await uploads.parts.putPart(request, idOf(request), number, incomingOf(raw, request, clock));
  return { status: 200, headers: { etag: quoted(md5) } };
};

const complete = async ({ request, raw, uploads, clock }: Operation): Promise<CosAnswer> => {
  const named = readPartList(await textOfBody(raw, MAX_LIST_BYTES, clock));
  const { etag } = await uploads.parts.complete(request, idOf(request), named);
  const location = `${request.header("host")}${pathOf(request.bucket, request.key)}`;
  return { status: 200, xml: completed(request, etag, location) };
};

const abort = async ({ request, uploads }: Operation): Promise<CosAnswer> => {
  await uploads.parts.abort(request, idOf(request));
  return { status: 204 };
};

const listParts = async ({ request, uploads }: Operation): Promise<CosAnswer> => {
  const id = idOf(request);
  const parts = uploads.parts.parts(request, id);
  const upload = uploads.parts.list(request.bucket).find((one) => one.id === id);
  if (upload === undefined) throw new CosError("NoSuchUpload", "it was given up just now");
  return { status: 200, xml: partList(request, upload, parts) };
};

const listUploads = async ({ request, uploads }: Operation): Promise<CosAnswer> => ({
  status: 200,
  xml: uploadList(request, uploads.parts.list(request.bucket)),
});

const idOf = ({ params }: CosRequest): string => params.get("uploadId") ?? "";
