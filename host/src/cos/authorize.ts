import { timingSafeEqual } from "node:crypto";
import type { TemporaryKeyRing } from "../temporary-keys.js";
import { CosError } from "./cos-error.js";
import type { CosRequest } from "./cos-request.js";
import {
  authorizationFields,
  encoded,
  formatString,
  readAuthorization,
  signatureOf,
  TIME,
  type Authorization,
  type SignedRequest,
} from "./signature.js";

export interface KeyPair {
  readonly secretId: string;
  readonly secretKey: string;
}

/** How far a clock may be ahead, as for calls of the cloud API. */
const SKEW_S = 300;

/**
 * Lets pass what was signed with the host's own key, or with a temporary one and its token; the signature stands in the
 * header "Authorization", or in the address.
 * @throws CosError AccessDenied, InvalidAccessKeyId, RequestTimeTooSkewed, SignatureDoesNotMatch
 */
export function authorize(request: CosRequest, own: KeyPair, temporary: TemporaryKeyRing, nowMs: number): void {
  const header = request.header("authorization");
  const authorization = readAuthorization(header === "" ? request.params : authorizationFields(header));
  if (authorization === undefined)
    throw new CosError(
      "AccessDenied",
      "the request is not signed: take BucketAuth of GetUploadCredentials for its Authorization, or sign it with the keys of GetUploadFederationToken",
    );
  const secretKey = secretKeyOf(authorization, request, own, temporary, nowMs);
  for (const time of [authorization.signTime, authorization.keyTime]) checkTime(time, nowMs);
  const signed = { method: request.method, ...signedPairs(authorization, request) };
  const isRight = request.paths
    .map((path) => signatureOf(secretKey, { ...signed, path }, authorization))
    .map((right) => isEqual(right, authorization.signature))
    .includes(true);
  if (!isRight)
    throw new CosError(
      "SignatureDoesNotMatch",
      `the signature is not that of this request with this key; what should be signed is ${JSON.stringify(formatString({ ...signed, path: request.paths[0] ?? "" }))}`,
    );
}

function secretKeyOf(
  { secretId }: Authorization,
  request: CosRequest,
  own: KeyPair,
  temporary: TemporaryKeyRing,
  nowMs: number,
): string {
  if (secretId === own.secretId) return own.secretKey;
  const token = request.header("x-cos-security-token") || (request.params.get("x-cos-security-token") ?? "");
  const found = temporary.find(secretId, token, nowMs);
  if (found === "expired") throw expired();
  if (found === "unknown")
    throw new CosError(
      "InvalidAccessKeyId",
      "q-ak is no key of this host, or its token is missing or another's: call GetUploadFederationToken",
    );
  return found.secretKey;
}

function checkTime(time: string, nowMs: number): void {
  const [, from = "", to = ""] = TIME.exec(time) ?? [];
  const nowS = Math.floor(nowMs / 1000);
  if (Number(from) > nowS + SKEW_S)
    throw new CosError(
      "RequestTimeTooSkewed",
      `the signature is good from ${Number(from) - nowS} s from now on by this host's clock: set the clocks right`,
    );
  if (Number(to) < nowS) throw expired();
}

// In these very words: by them Tencent's SDK knows to look at the clocks.
const expired = (): CosError => new CosError("AccessDenied", "Request has expired");

/** What is named and not there is signed as nothing: then the signature is another one. */
function signedPairs(
  { headerNames, paramNames }: Authorization,
  request: CosRequest,
): Pick<SignedRequest, "params" | "headers"> {
  const params = new Map([...request.params].map(([name, value]) => [encoded(name).toLowerCase(), value]));
  return {
    params: paramNames.map((name) => [name, params.get(name) ?? ""]),
    headers: headerNames.map((name) => [name, request.header(name)]),
  };
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
