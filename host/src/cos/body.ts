import type { IncomingMessage } from "node:http";
import type { Clock } from "../ports/index.js";
import type { Incoming } from "../blobs/index.js";
import { CosError } from "./cos-error.js";
import type { CosRequest } from "./cos-request.js";

/** Whoever sends nothing for so long has gone. */
const IDLE_MS = 60_000;

/** What is sent, and what its headers say of it. @throws CosError MissingContentLength, InvalidDigest */
export function incomingOf(raw: IncomingMessage, request: CosRequest, clock: Clock): Incoming {
  const length = request.header("content-length");
  if (length === "" && request.header("transfer-encoding") === "")
    throw new CosError("MissingContentLength", "the request has neither a body nor the header Content-Length");
  return {
    content: piecesOf(raw, clock),
    sizeBytes: length === "" ? undefined : Number(length),
    md5: md5Of(request),
  };
}

/** A small body as a whole. @throws CosError EntityTooLarge */
export async function textOfBody(raw: IncomingMessage, maxBytes: number, clock: Clock): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of piecesOf(raw, clock)) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new CosError("EntityTooLarge", `the body has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function md5Of(request: CosRequest): string | undefined {
  const text = request.header("content-md5");
  if (text === "") return undefined;
  const digest = Buffer.from(text, "base64");
  if (digest.length !== 16)
    throw new CosError("InvalidDigest", "the header Content-MD5 is no MD5 in base64: leave it out, or give one");
  return digest.toString("hex");
}

/** Breaks off when the sender does, or when nothing comes any more. A body that is not wanted to its end can still be answered. */
async function* piecesOf(raw: IncomingMessage, clock: Clock): AsyncGenerator<Buffer> {
  const giveUp = (): void => {
    raw.destroy(new Error(`nothing came for ${IDLE_MS / 1000} s`));
  };
  let timer = clock.setTimeout(giveUp, IDLE_MS);
  try {
    for await (const chunk of raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      clock.clearTimeout(timer);
      yield chunk;
      timer = clock.setTimeout(giveUp, IDLE_MS);
    }
  } finally {
    clock.clearTimeout(timer);
  }
}
