import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesOf, type Hashes } from "./hashes.js";

export const libraryHashes: Hashes = {
  keepsKeys: false,
  key: async (bytes) => bytes,
  hmac: async (key, text) => {
    if (!(key instanceof Uint8Array)) throw new TypeError("cannot sign with a key of WebCrypto");
    return new Uint8Array(hmac(sha256, key, bytesOf(text)));
  },
  sha256: async (text) => new Uint8Array(sha256(bytesOf(text))),
};
