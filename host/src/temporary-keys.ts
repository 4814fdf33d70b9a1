import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { TemporaryKeys } from "./ports/index.js";

export interface TemporaryKeyRingOptions {
  /** What its keys are for; keys of one purpose are unknown to every other. */
  readonly purpose: "upload" | "console";
  /** The host's own key, of which they are made. */
  readonly secretKey: string;
  readonly lastMs: number;
}

export interface FoundTemporaryKey {
  readonly secretKey: string;
  readonly expiresAtMs: number;
}

const PREFIX = "AKID";

/**
 * Key pairs that need no memory: the id says until when it is good, and its secret and token are made of it and of the host's
 * key. So they are good after a restart too, and nobody else can make one.
 */
export class TemporaryKeyRing {
  readonly #options: TemporaryKeyRingOptions;

  constructor(options: TemporaryKeyRingOptions) {
    this.#options = options;
  }

  make(nowMs: number): TemporaryKeys {
    const expires = Math.floor((nowMs + this.#options.lastMs) / 1000);
    const id = Buffer.concat([Buffer.alloc(4), randomBytes(20)]);
    id.writeUInt32BE(expires, 0);
    const secretId = PREFIX + id.toString("base64url");
    return {
      secretId,
      secretKey: this.#derived("secret", secretId),
      token: this.#derived("token", secretId),
      expiresAtMs: expires * 1000,
    };
  }

  /** What a temporary key signs with; `unknown` for one that this host never gave out, or without its token. */
  find(secretId: string, token: string, nowMs: number): FoundTemporaryKey | "expired" | "unknown" {
    const id = Buffer.from(secretId.slice(PREFIX.length), "base64url");
    // Compared before anything is told, so that every id takes the same time.
    const [given, right] = [Buffer.from(token), Buffer.from(this.#derived("token", secretId))];
    const isRight = given.length === right.length && timingSafeEqual(given, right);
    const secretKey = this.#derived("secret", secretId);
    if (!isRight || !secretId.startsWith(PREFIX) || id.length < 4) return "unknown";
    const expiresAtMs = id.readUInt32BE(0) * 1000;
    return expiresAtMs <= nowMs ? "expired" : { secretKey, expiresAtMs };
  }

  #derived(what: "secret" | "token", secretId: string): string {
    const { secretKey, purpose } = this.#options;
    return createHmac("sha256", secretKey).update(`gse-host ${purpose} ${what}\0${secretId}`).digest("base64url");
  }
}
