import type { TemporaryKeyRing } from "../../temporary-keys.js";
import { ApiRefusal } from "../api-refusal.js";
import { headerOf, mediaTypeOf, type RawRequest } from "../raw-request.js";
import type { Credentials } from "./credentials.js";
import { createKeyFinder, type FoundKey, type Signer } from "./find-key.js";
import { fieldOf, parseForm, type FormField } from "./form-fields.js";
import { checkTc3Time, isTc3SignatureRight, parseTc3Authorization, tc3Scheme } from "./tc3.js";
import { checkTimestamp } from "./time-window.js";
import { isV1SignatureRight } from "./v1.js";

/** A call whose signature is right: its common parameters, and its own ones still as they came. */
export interface VerifiedCall {
  readonly signer: Signer;
  readonly action: string | undefined;
  readonly version: string | undefined;
  readonly region: string | undefined;
  readonly token: string | undefined;
  readonly given: GivenParams;
}

/** `object`: decoded already. */
export type GivenParams =
  | { readonly from: "json"; readonly body: Buffer }
  | { readonly from: "form"; readonly fields: readonly FormField[] }
  | { readonly from: "object"; readonly value: object };

/** Tells who a request is from. @throws ApiRefusal with the code of the first check that fails (cloud-api-protocol 7, end) */
export type VerifyCall = (request: RawRequest, nowMs: number) => VerifiedCall;

// cloud-api-protocol 8
const MAX_GET_BYTES = 32 * 1024;
const MAX_FORM_BYTES = 1024 * 1024;
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** True when the request names a signature of either kind, right or wrong. */
export function isSigned(request: RawRequest): boolean {
  if (headerOf(request, "authorization") !== undefined) return true;
  return hasSignature(request.query) || (isForm(request) && hasSignature(request.body.toString("latin1")));
}

/** Bare `curl -d` calls JSON a form as well; a form in which a signature stands begins with a name. */
const hasSignature = (form: string): boolean => /(?:^|&)Signature=/.test(form) && !/^\s*[{[]/.test(form);

const isForm = (request: RawRequest): boolean => mediaTypeOf(request) === "application/x-www-form-urlencoded";

/** @param temporaryKeys those that count like the host's own pair, each with its token; default: there are none */
export function createVerifyCall(credentials: Credentials, temporaryKeys?: TemporaryKeyRing): VerifyCall {
  const keyOf = createKeyFinder(credentials, temporaryKeys);

  return (request, nowMs) => {
    checkSize(request);
    const authorization = headerOf(request, "authorization");
    if (authorization?.startsWith(tc3Scheme)) return verifyTc3(request, authorization, nowMs);
    const fields = parseForm(
      isForm(request) && request.method === "POST" ? request.body.toString("utf8") : request.query,
    );
    if (fieldOf(fields, "Signature") === undefined) throw unsigned(authorization);
    return verifyV1(request, fields, nowMs);
  };

  function verifyTc3(request: RawRequest, header: string, nowMs: number): VerifiedCall {
    if (mediaTypeOf(request) === "multipart/form-data")
      throw new ApiRefusal("UnsupportedProtocol", "multipart requests are not served: send application/json");
    const authorization = parseTc3Authorization(header);
    const timestamp = checkTc3Time(request, authorization, nowMs);
    const token = headerOf(request, "x-tc-token");
    const key = keyOf(authorization.secretId, token, nowMs);
    const isRight = isTc3SignatureRight(request, authorization, timestamp, key.signingKeys);
    return {
      signer: signerOf(key, isRight, authorization.secretId),
      action: headerOf(request, "x-tc-action"),
      version: headerOf(request, "x-tc-version"),
      region: headerOf(request, "x-tc-region"),
      token,
      given: tc3Params(request),
    };
  }

  function verifyV1(request: RawRequest, fields: readonly FormField[], nowMs: number): VerifiedCall {
    if (request.method === "POST" && request.body.length > MAX_FORM_BYTES) throw tooLarge("the form", MAX_FORM_BYTES);
    for (const name of ["SecretId", "Nonce"])
      if ((fieldOf(fields, name) ?? "") === "")
        throw new ApiRefusal("MissingParameter", `the required parameter "${name}" of a signed form is missing`);
    checkTimestamp("Timestamp", fieldOf(fields, "Timestamp"), nowMs);
    const secretId = fieldOf(fields, "SecretId") ?? "";
    const token = fieldOf(fields, "Token");
    const key = keyOf(secretId, token, nowMs);
    const isRight = isV1SignatureRight(request, fields, key.secretKey);
    return {
      signer: signerOf(key, isRight, secretId),
      action: fieldOf(fields, "Action"),
      version: fieldOf(fields, "Version"),
      region: fieldOf(fields, "Region"),
      token,
      given: { from: "form", fields: fields.filter(([name]) => !commonParameters.has(name)) },
    };
  }
}

/** Fields of every signed form, and what an unsigned JSON call may carry besides its parameters (cloud-api-protocol 4). */
export const commonParameters: ReadonlySet<string> = new Set([
  "Action",
  "Version",
  "Region",
  "Timestamp",
  "Nonce",
  "SecretId",
  "Token",
  "Language",
  "RequestClient",
  "SignatureMethod",
  "Signature",
]);

function tc3Params(request: RawRequest): GivenParams {
  if (request.method === "GET") return { from: "form", fields: parseForm(request.query) };
  if (isForm(request))
    throw new ApiRefusal(
      "UnsupportedProtocol",
      `${tc3Scheme} signs JSON: send the body as application/json, or sign the form with HmacSHA256 or HmacSHA1`,
    );
  return { from: "json", body: request.body };
}

function checkSize(request: RawRequest): void {
  const requestLine = request.path.length + request.query.length;
  if (request.method === "GET" && requestLine > MAX_GET_BYTES) throw tooLarge("the address of the GET", MAX_GET_BYTES);
}

export const tooLarge = (what: string, maxBytes: number): ApiRefusal =>
  new ApiRefusal("RequestSizeLimitExceeded", `${what} is too large: ${maxBytes} bytes are allowed`);

function unsigned(authorization: string | undefined): ApiRefusal {
  const found =
    authorization === undefined
      ? "the request has neither an Authorization header nor a Signature field"
      : authorization === "SKIP"
        ? "the request asks for its signature to be skipped"
        : `the Authorization header does not begin with ${tc3Scheme}`;
  return new ApiRefusal(
    "AuthFailure.InvalidAuthorization",
    `${found}: sign it with ${tc3Scheme}, HmacSHA256 or HmacSHA1, or, on this machine, send unsigned JSON to /capi`,
  );
}

/** Who signed. @throws ApiRefusal for a key that is not one of ours, or not any more, and for a wrong signature */
function signerOf({ whose }: FoundKey, isRight: boolean, secretId: string): Signer {
  if (whose === "unknown")
    throw new ApiRefusal(
      "AuthFailure.SecretIdNotFound",
      `this host knows no SecretId ${JSON.stringify(secretId.slice(0, 64))}: use the pair in its credentials.json; a temporary pair goes with its token`,
    );
  if (whose === "expired")
    throw new ApiRefusal(
      "AuthFailure.TokenFailure",
      "these temporary keys have expired: log in to the console again, by a new link from `gse console`",
    );
  if (!isRight)
    throw new ApiRefusal(
      "AuthFailure.SignatureFailure",
      "the signature is not the one that this request and the host's SecretKey give: check the key, and that nothing was changed after signing",
    );
  return whose;
}
