import { bytesOf, type Hashes } from "./hashes.js";

const { subtle } = window.crypto;
const algorithm = { name: "HMAC", hash: "SHA-256" };

export const webCrypto: Hashes = {
  keepsKeys: true,
  key: (bytes) => subtle.importKey("raw", bytes, algorithm, false, ["sign"]),
  hmac: async (key, text) => {
    if (!(key instanceof CryptoKey)) throw new TypeError("cannot sign with a key that is not of WebCrypto");
    return new Uint8Array(await subtle.sign("HMAC", key, bytesOf(text)));
  },
  sha256: async (text) => new Uint8Array(await subtle.digest("SHA-256", bytesOf(text))),
};
