import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Long enough to walk to the browser, short enough to be of no use in a screenshot. */
export const TOKEN_LASTS_MS = 15 * 60_000;
/** More than anybody opens at a time; the oldest is forgotten for the next. */
const MAX_TOKENS = 100;

interface Kept {
  readonly hash: Buffer;
  readonly expiresAtMs: number;
}

/** Tokens that are good once, and not for long. Only their hashes are kept, in memory: a restart forgets them. */
export class OneTimeTokens {
  #kept: readonly Kept[] = [];

  make(nowMs: number): string {
    const token = randomBytes(32).toString("base64url");
    const valid = this.#kept.filter(({ expiresAtMs }) => expiresAtMs > nowMs);
    this.#kept = [...valid, { hash: hashOf(token), expiresAtMs: nowMs + TOKEN_LASTS_MS }].slice(-MAX_TOKENS);
    return token;
  }

  /** True for a token that was made here, is still good and was not taken before. */
  take(token: string, nowMs: number): boolean {
    const given = hashOf(token);
    // All are compared, so that the time it takes does not tell which one was right.
    const found = this.#kept.filter(({ hash }) => timingSafeEqual(hash, given));
    if (found.length === 0) return false;
    this.#kept = this.#kept.filter((kept) => !found.includes(kept));
    return found.some(({ expiresAtMs }) => expiresAtMs > nowMs);
  }
}

const hashOf = (token: string): Buffer => createHash("sha256").update(token, "utf8").digest();
