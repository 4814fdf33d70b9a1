import { createHash, createHmac } from "node:crypto";
import type { RawRequest } from "../../../src/cloud-api/raw-request.js";
import { credentials } from "./use-cloud-api.js";

export interface SignOptions {
  readonly nowMs: number;
  readonly secretId?: string;
  readonly secretKey?: string;
  readonly service?: string;
  /** Header name → value as it is signed, in the order of SignedHeaders. */
  readonly signs?: Readonly<Record<string, string>>;
  /** Header name → value as it is sent. */
  readonly sends?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly body?: string;
  readonly hashes?: string;
  /** The scope's date, when it is to differ from the time's. */
  readonly date?: string;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** A request signed with TC3 from the description of cloud-api-protocol 3, step by step and apart from our own signer. */
export function tc3Request(options: SignOptions): RawRequest {
  const { method = "POST", path = "/", query = "", body = "{}", service = "gse" } = options;
  const seconds = Math.floor(options.nowMs / 1000);
  const date = options.date ?? new Date(seconds * 1000).toISOString().slice(0, 10);
  const signs = options.signs ?? { "content-type": "application/json", host: "gse.test" };
  const names = Object.keys(signs).join(";");
  const headers = Object.entries(signs)
    .map(([name, value]) => `${name}:${value}\n`)
    .join("");
  const canonical = [method, path, method === "GET" ? query : "", headers, names, sha256(options.hashes ?? body)].join(
    "\n",
  );
  const scope = `${date}/${service}/tc3_request`;
  const key = hmac(hmac(hmac(`TC3${options.secretKey ?? credentials.secretKey}`, date), service), "tc3_request");
  const signature = hmac(key, ["TC3-HMAC-SHA256", seconds, scope, sha256(canonical)].join("\n")).toString("hex");
  return {
    method,
    path,
    query,
    headers: {
      "content-type": "application/json",
      host: "gse.test:8080",
      "x-tc-action": "DescribeGameServerSessions",
      "x-tc-version": "2019-11-12",
      "x-tc-region": "ap-shanghai",
      "x-tc-timestamp": String(seconds),
      authorization: `TC3-HMAC-SHA256 Credential=${options.secretId ?? credentials.secretId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
      ...options.sends,
    },
    body: Buffer.from(method === "GET" ? "" : body),
  };
}

/** The fields of a form, with their signature v1. */
export function v1Form(
  fields: Readonly<Record<string, string>>,
  { method = "POST", host = "gse.test:8080", secretKey = credentials.secretKey, signs = fields } = {},
): string {
  const text = Object.entries(signs)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const algorithm = fields["SignatureMethod"] === "HmacSHA256" ? "sha256" : "sha1";
  const signature = createHmac(algorithm, secretKey).update(`${method}${host}/?${text}`).digest("base64");
  return new URLSearchParams({ ...fields, Signature: signature }).toString();
}
