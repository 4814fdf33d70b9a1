import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { TemporaryKeys } from "../ports/index.js";

/** Half an hour, as the token service of Tencent's cloud has it by default. */
const LAST_MS = 1_800_000;
const PREFIX = "AKID";

/**
 * Key pairs that need no memory: the id says until when it is good, and its secret and token are made of it and of the host's
 * key. So they are good after a restart too, and nobody else can make one.
 */
export class TemporaryKeyRing {
  readonly #secretKey: string;

  constructor(secretKey: string) {
    this.#secretKey = secretKey;
  }

  make(nowMs: number): TemporaryKeys {
    const expires = Math.floor((nowMs + LAST_MS) / 1000);
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
  find(secretId: string, token: string, nowMs: number): { readonly secretKey: string } | "expired" | "unknown" {
    const id = Buffer.from(secretId.slice(PREFIX.length), "base64url");
    if (!secretId.startsWith(PREFIX) || id.length < 4) return "unknown";
    const [given, right] = [Buffer.from(token), Buffer.from(this.#derived("token", secretId))];
    if (given.length !== right.length || !timingSafeEqual(given, right)) return "unknown";
    return id.readUInt32BE(0) * 1000 <= nowMs ? "expired" : { secretKey: this.#derived("secret", secretId) };
  }

  #derived(what: "secret" | "token", secretId: string): string {
    return createHmac("sha256", this.#secretKey).update(`gse-host upload ${what}\0${secretId}`).digest("base64url");
  }
}
