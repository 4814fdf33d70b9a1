/** A key that only signs; its bytes cannot be had back where the browser can keep them to itself. */
export type HmacKey = CryptoKey | Uint8Array<ArrayBuffer>;

/** What signing needs of a browser. */
export interface Hashes {
  /** True: keys are CryptoKeys whose bytes nobody can read, and may be stored. */
  readonly keepsKeys: boolean;
  key(bytes: Uint8Array<ArrayBuffer>): Promise<HmacKey>;
  hmac(key: HmacKey, text: string): Promise<Uint8Array<ArrayBuffer>>;
  sha256(text: string): Promise<Uint8Array<ArrayBuffer>>;
}

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * WebCrypto, where the page comes by https or from this machine. Browsers keep it from other pages; those sign with a library,
 * and keep the key in memory only.
 */
export async function loadHashes(): Promise<Hashes> {
  if (window.isSecureContext) return (await import("./web-crypto.js")).webCrypto;
  return (await import("./library-hashes.js")).libraryHashes;
}
