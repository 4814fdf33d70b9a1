import { createHash, createHmac } from "node:crypto";
import { ApiRefusal } from "../api-refusal.js";
import { headerOf, type RawRequest } from "../raw-request.js";
import { equalTexts } from "./equal-texts.js";
import { signableHosts } from "./host-names.js";
import type { SigningKeys } from "./signing-keys.js";
import { checkTimestamp } from "./time-window.js";

export const tc3Scheme = "TC3-HMAC-SHA256";

/** The parts of an Authorization header (cloud-api-protocol 3.2). */
export interface Tc3Authorization {
  readonly secretId: string;
  readonly date: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** @throws ApiRefusal `AuthFailure.InvalidAuthorization` when a part is absent or malformed */
export function parseTc3Authorization(header: string): Tc3Authorization {
  const parts = new Map<string, string>();
  for (const part of header.slice(tc3Scheme.length).split(",")) {
    const equals = part.indexOf("=");
    if (equals > 0) parts.set(part.slice(0, equals).trim(), part.slice(equals + 1));
  }
  // Blanks around a SecretId are part of it: it is another one. The service is whatever the client's endpoint begins
  // with, "[::1]:8080" for one.
  const scope = /^([^/]*)\/(\d{4}-\d{2}-\d{2})\/(.*)\/tc3_request$/s.exec(parts.get("Credential") ?? "");
  if (scope === null) throw malformed("Credential", "<SecretId>/<YYYY-MM-DD>/<service>/tc3_request");
  const signedHeaders = (parts.get("SignedHeaders") ?? "").split(";").map((name) => name.trim().toLowerCase());
  if (!signedHeaders.includes("content-type") || !signedHeaders.includes("host"))
    throw malformed("SignedHeaders", "names joined by semicolons, content-type and host among them");
  const signature = (parts.get("Signature") ?? "").trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(signature)) throw malformed("Signature", "64 hexadecimal digits");
  return { secretId: scope[1] ?? "", date: scope[2] ?? "", service: scope[3] ?? "", signedHeaders, signature };
}

const malformed = (part: string, form: string): ApiRefusal =>
  new ApiRefusal(
    "AuthFailure.InvalidAuthorization",
    `the Authorization header's ${part} is absent or malformed: after ${tc3Scheme} it must be ${part}=${form}`,
  );

/** Refuses a timestamp outside the window, and a scope of another day than the timestamp's. Gives back the timestamp. */
export function checkTc3Time(request: RawRequest, authorization: Tc3Authorization, nowMs: number): number {
  const seconds = checkTimestamp("X-TC-Timestamp", headerOf(request, "x-tc-timestamp"), nowMs);
  const date = new Date(seconds * 1000).toISOString().slice(0, 10);
  if (date !== authorization.date)
    throw new ApiRefusal(
      "AuthFailure.SignatureFailure",
      `the credential's date is "${authorization.date}", but X-TC-Timestamp falls on "${date}" (UTC): derive the key from that day`,
    );
  return seconds;
}

/**
 * Whether the signature is that of one of the forms in which honest clients sign (cloud-api-protocol 3.1, 3.3, 10):
 * host with or without port, header values as sent or in lower case, the bytes of the body or, for the body `""`, none.
 */
export function isTc3SignatureRight(
  request: RawRequest,
  authorization: Tc3Authorization,
  timestamp: number,
  keys: SigningKeys,
): boolean {
  const key = keys(authorization.date, authorization.service);
  const scope = `${authorization.date}/${authorization.service}/tc3_request`;
  for (const canonical of canonicalRequests(request, authorization.signedHeaders)) {
    const toSign = `${tc3Scheme}\n${timestamp}\n${scope}\n${sha256(canonical)}`;
    const signature = createHmac("sha256", key).update(toSign, "utf8").digest("hex");
    if (equalTexts(signature, authorization.signature)) return true;
  }
  return false;
}

function* canonicalRequests(request: RawRequest, signedHeaders: readonly string[]): Generator<string> {
  const query = request.method === "GET" ? request.query : "";
  for (const payloadHash of payloadHashes(request))
    for (const host of signableHosts(headerOf(request, "host") ?? "", false))
      for (const headers of headerBlocks(request, signedHeaders, host))
        yield `${request.method}\n${request.path}\n${query}\n${headers}\n${signedHeaders.join(";")}\n${payloadHash}`;
}

const emptyHash = createHash("sha256").digest("hex");

function payloadHashes(request: RawRequest): readonly string[] {
  if (request.method === "GET") return [emptyHash];
  const isNoArgument = request.body.length === 2 && request.body.toString("latin1") === '""';
  return isNoArgument ? [sha256(request.body), emptyHash] : [sha256(request.body)];
}

function headerBlocks(request: RawRequest, names: readonly string[], host: string): readonly string[] {
  const asSent = names
    .map((name) => `${name}:${name === "host" ? host : utf8Value(headerOf(request, name) ?? "")}\n`)
    .join("");
  const lowerCase = asSent.toLowerCase();
  return lowerCase === asSent ? [asSent] : [asSent, lowerCase];
}

/** Node hands out header bytes as Latin-1; the client signed them as UTF-8. */
const utf8Value = (value: string): string =>
  /[^\x20-\x7e]/.test(value) ? Buffer.from(value, "latin1").toString("utf8") : value;

const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");
