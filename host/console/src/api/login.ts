import type { Hashes } from "./crypto/hashes.js";
import { post, postSigned } from "./post-signed.js";
import { readPlain } from "./read-answer.js";
import { importSecretKey, type SigningIdentity } from "./sign-tc3.js";

/** Who the page is to the host, until the keys run out. */
export interface Identity extends SigningIdentity {
  readonly token: string;
  readonly expiresAtMs: number;
}

interface TemporaryKeys {
  readonly SecretId: string;
  readonly SecretKey: string;
  readonly Token: string;
  readonly ExpiresAtMs: number;
}

/** By the one-time token of a login link. @throws ApiError for one that is wrong, used or too old; HostGoneError */
export async function logInByLink(hashes: Hashes, token: string): Promise<Identity> {
  const answer = await post("/console/login", { "content-type": "application/json" }, JSON.stringify({ Token: token }));
  return identityOf(hashes, await readPlain<TemporaryKeys>(answer));
}

/** By the host's own keys, which sign this one call and are forgotten. @throws ApiError, HostGoneError */
export async function logInByKeys(hashes: Hashes, secretId: string, secretKey: string): Promise<Identity> {
  const key = await importSecretKey(hashes, secretKey);
  return renewedKeys(hashes, { secretId, key, token: undefined });
}

/** Fresh keys for those that run out soon. @throws ApiError, HostGoneError */
export async function renewedKeys(hashes: Hashes, identity: SigningIdentity): Promise<Identity> {
  const answer = await postSigned(hashes, identity, { path: "/console/keys", body: "{}" });
  return identityOf(hashes, await readPlain<TemporaryKeys>(answer));
}

async function identityOf(hashes: Hashes, keys: TemporaryKeys): Promise<Identity> {
  return {
    secretId: keys.SecretId,
    key: await importSecretKey(hashes, keys.SecretKey),
    token: keys.Token,
    expiresAtMs: keys.ExpiresAtMs,
  };
}
