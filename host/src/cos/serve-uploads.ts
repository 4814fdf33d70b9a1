import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { BlobError, type BlobErrorKind, type Uploads } from "../blobs/index.js";
import type { BrowserRules, Clock } from "../ports/index.js";
import type { TemporaryKeyRing } from "../temporary-keys.js";
import { errorDocument } from "./answers.js";
import { authorize, type KeyPair } from "./authorize.js";
import { headersFor, headersForPreflight } from "./browser-rules.js";
import { HOST_OF_BUCKET } from "./buckets.js";
import { CosError, cosStatuses, type CosErrorCode } from "./cos-error.js";
import { readCosRequest } from "./cos-request.js";
import { perform, type CosAnswer } from "./operations.js";

export interface ServeUploadsOptions {
  readonly uploads: Uploads;
  readonly clock: Clock;
  readonly credentials: KeyPair;
  readonly temporaryKeys: TemporaryKeyRing;
  readonly uuid: () => string;
  readonly rules: () => BrowserRules;
  /** Told of what is the host's fault. */
  readonly onFault: (doing: string, error: unknown) => void;
}

/** From the first byte to the last of any request but an upload: as long as Tencent's SDK waits for an answer. */
const REQUEST_TIMEOUT_MS = 60_000;

/**
 * Takes packages as Tencent's object store does (COS's XML API): at `/cos/<bucket>/<key>`, and at `/<key>` of every host whose
 * name begins with the bucket's. Only what uploading needs: PUT Object, HEAD Object, and uploads in parts.
 */
export function serveUploads(app: FastifyInstance, options: ServeUploadsOptions): void {
  allowLongUploads(app, options.clock);
  void app.register(async (room) => {
    // Before Fastify looks at the body, or at what it is called: a package goes from the socket to the disk as it comes.
    room.addHook("onRequest", (incoming, reply) => answer(incoming, reply, options));
    const answered = (_incoming: FastifyRequest, reply: FastifyReply): FastifyReply => reply;
    room.all("/cos/*", answered);
    for (const url of ["/", "/*"]) room.all(url, { constraints: { host: HOST_OF_BUCKET } }, answered);
  });
}

async function answer(
  incoming: FastifyRequest,
  reply: FastifyReply,
  options: ServeUploadsOptions,
): Promise<FastifyReply> {
  const requestId = options.uuid();
  const isHead = incoming.method === "HEAD";
  const {
    status,
    headers = {},
    xml,
  } = await outcomeOf(incoming, options).catch((error: unknown): CosAnswer => {
    const found = toCosError(error);
    if (found.code === "InternalError") options.onFault("take an upload", error);
    const document = errorDocument(found, incoming.url, requestId);
    // Its sender, still writing, shall come to read the answer; but not for ever.
    endWithin(REQUEST_TIMEOUT_MS, incoming.raw, options.clock);
    return { status: cosStatuses[found.code], ...(isHead ? {} : { xml: document }) };
  });
  void reply
    .code(status)
    .headers(headersFor(options.rules(), incoming.headers.origin ?? "", incoming.method))
    .headers({ "x-cos-request-id": requestId, server: "gse-host", ...headers });
  return xml === undefined ? reply.send() : reply.type("application/xml").send(xml);
}

async function outcomeOf(incoming: FastifyRequest, options: ServeUploadsOptions): Promise<CosAnswer> {
  const { uploads, clock, credentials, temporaryKeys, rules } = options;
  if (incoming.method === "OPTIONS") return preflight(incoming, rules());
  const request = readCosRequest(incoming.raw);
  authorize(request, credentials, temporaryKeys, clock.now());
  return perform({ request, raw: incoming.raw, uploads, clock });
}

function preflight({ headers }: FastifyRequest, rules: BrowserRules): CosAnswer {
  const found = headersForPreflight(rules, {
    origin: headers.origin ?? "",
    method: headers["access-control-request-method"] ?? "",
    headers: headers["access-control-request-headers"] ?? "",
  });
  if (found === undefined)
    throw new CosError("AccessDenied", "no web page of this origin may do that: call UpdateBucketCORSOpt to let it");
  return { status: 200, headers: found };
}

const codes: Readonly<Record<BlobErrorKind, CosErrorCode>> = {
  "too-large": "EntityTooLarge",
  "no-room": "EntityTooLarge",
  "wrong-size": "IncompleteBody",
  "wrong-digest": "BadDigest",
  "key-taken": "FileAlreadyExists",
  "no-such-upload": "NoSuchUpload",
  "wrong-part": "InvalidPart",
  "wrong-order": "InvalidPartOrder",
};

function toCosError(error: unknown): CosError {
  if (error instanceof CosError) return error;
  if (error instanceof BlobError) return new CosError(codes[error.kind], error.message, { cause: error });
  const why = error instanceof Error ? error.message : String(error);
  return new CosError("InternalError", `it could not be stored, and nothing of it was kept: ${why}`, { cause: error });
}

/** Node has one time-out for all requests, and an upload may take hours: so its own is off, and the others have theirs here. */
function allowLongUploads(app: FastifyInstance, clock: Clock): void {
  app.server.requestTimeout = 0;
  app.addHook("onRequest", (incoming, _reply, next) => {
    if (!isUpload(incoming)) endWithin(REQUEST_TIMEOUT_MS, incoming.raw, clock);
    next();
  });
}

/** Breaks the connection off unless the whole request has come by then. */
function endWithin(ms: number, raw: IncomingMessage, clock: Clock): void {
  if (raw.complete) return;
  const deadline = clock.setTimeout(() => {
    raw.destroy();
  }, ms);
  const clear = (): void => {
    clock.clearTimeout(deadline);
  };
  raw.once("end", clear).once("close", clear);
}

const isUpload = ({ url, headers }: FastifyRequest): boolean =>
  url.startsWith("/cos/") || HOST_OF_BUCKET.test(headers.host ?? "");
