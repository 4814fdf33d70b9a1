import { createHmac } from "node:crypto";
import type { TemporaryKeyRing } from "../../temporary-keys.js";
import type { Credentials } from "./credentials.js";
import { equalTexts } from "./equal-texts.js";
import { createSigningKeys, type SigningKeys } from "./signing-keys.js";

/**
 * Whose key signed a call: `host`, the pair in credentials.json; `console`, a temporary one; `nobody`, it needed none.
 */
export type Signer =
  { readonly kind: "host" } | { readonly kind: "console"; readonly expiresAtMs: number } | { readonly kind: "nobody" };

/** What a signature is compared with; for one who has none of our keys, a key that nobody has. */
export interface FoundKey {
  readonly whose: Signer | "expired" | "unknown";
  readonly secretKey: string;
  readonly signingKeys: SigningKeys;
}

export type FindKey = (secretId: string, token: string | undefined, nowMs: number) => FoundKey;

/** Temporary keys come and go; those that were used last are remembered. */
const MAX_REMEMBERED = 64;

/**
 * Finds the key of a SecretId. Every caller, known or not, costs the same work: so the time that it takes tells nobody
 * anything.
 */
export function createKeyFinder(credentials: Credentials, temporaryKeys: TemporaryKeyRing | undefined): FindKey {
  const decoyKey = createHmac("sha256", credentials.secretKey).update("decoy").digest("hex");
  const hosts: FoundKey = { whose: { kind: "host" }, ...withSigningKeys(credentials.secretKey) };
  const decoy = withSigningKeys(decoyKey);
  const remembered = new Map<string, Omit<FoundKey, "whose">>();

  const temporary = (secretKey: string): Omit<FoundKey, "whose"> => {
    const known = remembered.get(secretKey);
    if (known !== undefined) return known;
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    const made = withSigningKeys(secretKey);
    remembered.set(secretKey, made);
    return made;
  };

  return (secretId, token, nowMs) => {
    const isHosts = equalTexts(secretId, credentials.secretId);
    // Whose call names no token has no temporary key, whoever it is.
    const found = token === undefined ? "unknown" : (temporaryKeys?.find(secretId, token, nowMs) ?? "unknown");
    if (isHosts) return hosts;
    if (found === "unknown" || found === "expired") return { whose: found, ...decoy };
    return { whose: { kind: "console", expiresAtMs: found.expiresAtMs }, ...temporary(found.secretKey) };
  };
}

const withSigningKeys = (secretKey: string): Omit<FoundKey, "whose"> => ({
  secretKey,
  signingKeys: createSigningKeys(secretKey),
});
