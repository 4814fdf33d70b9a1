import { bytesOf, hex, type Hashes, type HmacKey } from "./crypto/hashes.js";

/** What a call is signed with. */
export interface SigningIdentity {
  readonly secretId: string;
  /** Of `"TC3" + SecretKey`. */
  readonly key: HmacKey;
  /** Of temporary keys; undefined for lasting ones. */
  readonly token: string | undefined;
}

const SERVICE = "gse";

export const importSecretKey = (hashes: Hashes, secretKey: string): Promise<HmacKey> =>
  hashes.key(bytesOf(`TC3${secretKey}`));

/** The headers that sign a POST of JSON by TC3-HMAC-SHA256, as Tencent's SDK signs it (cloud-api-protocol 3). */
export async function signTc3(
  hashes: Hashes,
  { secretId, key, token }: SigningIdentity,
  { hostname, path, body, nowMs }: { hostname: string; path: string; body: string; nowMs: number },
): Promise<Readonly<Record<string, string>>> {
  const seconds = Math.floor(nowMs / 1000);
  const date = new Date(seconds * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${SERVICE}/tc3_request`;
  const head = `POST\n${path}\n\ncontent-type:application/json\nhost:${hostname}\n\ncontent-type;host\n`;
  const canonical = hex(await hashes.sha256(head + hex(await hashes.sha256(body))));
  let derived = key;
  for (const part of [date, SERVICE, "tc3_request"]) derived = await hashes.key(await hashes.hmac(derived, part));
  const signature = hex(await hashes.hmac(derived, `TC3-HMAC-SHA256\n${seconds}\n${scope}\n${canonical}`));
  return {
    "content-type": "application/json",
    authorization: `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`,
    "x-tc-timestamp": String(seconds),
    ...(token !== undefined && { "x-tc-token": token }),
  };
}
