import { systemClock } from "../browser/system-clock.js";
import { apiVersion, type ActionName, type ActionTypes } from "./catalogue.js";
import { ApiError } from "./api-error.js";
import type { Hashes } from "./crypto/hashes.js";
import { renewedKeys, type Identity } from "./login.js";
import { hostNow, postSigned } from "./post-signed.js";
import { readEnvelope, readPlain, refusalOf } from "./read-answer.js";

export interface CallOptions {
  readonly region: string;
  readonly signal?: AbortSignal | undefined;
}

export interface GseOptions {
  readonly hashes: Hashes;
  readonly identity: Identity;
  /** There are new keys in place of those that run out. */
  readonly onRenewed: (identity: Identity) => void;
  /** The host takes the keys no more. */
  readonly onLoggedOut: () => void;
}

/** Keys are renewed when so much of their time is left. */
const RENEWED_BEFORE_MS = 60 * 60_000;
const RENEWED_AGAIN_AFTER_MS = 60_000;

/** The host, to somebody who is logged in. Owns the timer that renews the keys. */
export class Gse {
  readonly #options: GseOptions;
  #identity: Identity;
  #renewal: number | undefined;

  constructor(options: GseOptions) {
    this.#options = options;
    this.#identity = options.identity;
    this.#renewLater();
  }

  /** One call of the cloud API. @throws ApiError when the service refused, HostGoneError when no answer came */
  async call<A extends ActionName>(
    action: A,
    request: ActionTypes[A]["request"],
    { region, signal }: CallOptions,
  ): Promise<ActionTypes[A]["response"]> {
    const headers = { "x-tc-action": action, "x-tc-version": apiVersion, "x-tc-region": region };
    const answer = await this.#post({ path: "/", body: JSON.stringify(request), headers, signal });
    return this.#noticing(readEnvelope(answer));
  }

  /** One of the console's own paths. @throws as `call` */
  async ask<T>(path: `/console/${string}`, request: object, signal?: AbortSignal): Promise<T> {
    const answer = await this.#post({ path, body: JSON.stringify(request), signal });
    return this.#noticing(readPlain<T>(answer));
  }

  /** The same for an answer that goes on and on. @throws as `call` */
  async stream(path: `/console/${string}`, signal: AbortSignal): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const answer = await this.#post({ path, body: "{}", signal });
    if (answer.ok && answer.body !== null) return answer.body;
    return this.#noticing(Promise.reject(await refusalOf(answer)));
  }

  close(): void {
    systemClock.clearTimeout(this.#renewal);
  }

  #post(request: Parameters<typeof postSigned>[2]): Promise<Response> {
    return postSigned(this.#options.hashes, this.#identity, request);
  }

  async #noticing<T>(reading: Promise<T>): Promise<T> {
    try {
      return await reading;
    } catch (error) {
      if (error instanceof ApiError && error.isAboutKeys) this.#options.onLoggedOut();
      throw error;
    }
  }

  #renewLater(delayMs = Math.max(0, this.#identity.expiresAtMs - hostNow() - RENEWED_BEFORE_MS)): void {
    this.#renewal = systemClock.setTimeout(() => void this.#renew(), delayMs);
  }

  async #renew(): Promise<void> {
    try {
      this.#identity = await this.#noticing(renewedKeys(this.#options.hashes, this.#identity));
      this.#options.onRenewed(this.#identity);
      this.#renewLater();
    } catch (error) {
      // The host is away for the moment: the keys have an hour left.
      if (!(error instanceof ApiError)) this.#renewLater(RENEWED_AGAIN_AFTER_MS);
    }
  }
}
