import { createHmac } from "node:crypto";
import { headerOf, type RawRequest } from "../raw-request.js";
import { equalTexts } from "./equal-texts.js";
import { fieldOf, type FormField } from "./form-fields.js";
import { signableHosts } from "./host-names.js";

/**
 * Whether the form or query carries the signature that its other fields call for (cloud-api-protocol 4). HmacSHA256 only
 * when `SignatureMethod` says so, else HmacSHA1.
 */
export function isV1SignatureRight(request: RawRequest, fields: readonly FormField[], secretKey: string): boolean {
  const given = fieldOf(fields, "Signature") ?? "";
  const algorithm = fieldOf(fields, "SignatureMethod") === "HmacSHA256" ? "sha256" : "sha1";
  for (const toSign of textsToSign(request, fields)) {
    const signature = createHmac(algorithm, secretKey).update(toSign, "utf8").digest("base64");
    if (equalTexts(signature, given)) return true;
  }
  return false;
}

function* textsToSign(request: RawRequest, fields: readonly FormField[]): Generator<string> {
  // By code unit, so that "FleetIds.10" stands before "FleetIds.2", as the SDK has it.
  const signed = fields.filter(([name]) => name !== "Signature").sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const asSent = signed.map(([name, value]) => `${name}=${value}`).join("&");
  // The SDK sends an undefined field as empty but signs the word.
  const asUndefined = signed.map(([name, value]) => `${name}=${value === "" ? "undefined" : value}`).join("&");
  const hosts = signableHosts(headerOf(request, "host") ?? "", true);
  for (const text of asSent === asUndefined ? [asSent] : [asSent, asUndefined])
    for (const host of hosts) yield `${request.method}${host}${request.path}?${text}`;
}
