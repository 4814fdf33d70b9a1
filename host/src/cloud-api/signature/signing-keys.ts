import { createHmac } from "node:crypto";

/** The key that signs all TC3 requests of one day and service (cloud-api-protocol 3.2). */
export type SigningKeys = (date: string, service: string) => Buffer;

// The service is the caller's word (a host name, mostly), so what is remembered must have an end.
const MAX_REMEMBERED = 64;

/** Derives keys and remembers them: four hashes less for every request but the first of a day. */
export function createSigningKeys(secretKey: string): SigningKeys {
  const remembered = new Map<string, Buffer>();
  return (date, service) => {
    const scope = `${date}/${service}`;
    const known = remembered.get(scope);
    if (known !== undefined) return known;
    const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), "tc3_request");
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(scope, key);
    return key;
  };
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text, "utf8").digest();
