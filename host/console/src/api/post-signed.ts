import { systemClock } from "../browser/system-clock.js";
import { HostGoneError } from "./api-error.js";
import type { Hashes } from "./crypto/hashes.js";
import { signTc3, type SigningIdentity } from "./sign-tc3.js";

/** How far the host's clock is ahead of the browser's; signatures go by the host's. */
let hostAheadMs = 0;

/** The host's time, as far as its answers told it. */
export const hostNow = (): number => systemClock.now() + hostAheadMs;

export interface SignedPost {
  readonly path: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** A signature is good for so long before and after its time (cloud-api-protocol 3). */
const SIGNED_FOR_MS = 300_000;

/**
 * The answer to a call that is signed by the host's time. Where that was known wrong, and the call refused for it, it is signed anew
 * by what the refusal taught. @throws HostGoneError when no answer came; `signal.reason`
 */
export async function postSigned(hashes: Hashes, identity: SigningIdentity, request: SignedPost): Promise<Response> {
  const { path, body, headers = {}, signal } = request;
  const { hostname } = location;
  const believedAheadMs = hostAheadMs;
  const signed = await signTc3(hashes, identity, { hostname, path, body, nowMs: hostNow() });
  const answer = await post(path, { ...headers, ...signed }, body, signal);
  if (Math.abs(hostAheadMs - believedAheadMs) <= SIGNED_FOR_MS) return answer;
  await answer.body?.cancel();
  const anew = await signTc3(hashes, identity, { hostname, path, body, nowMs: hostNow() });
  return post(path, { ...headers, ...anew }, body, signal);
}

/** @throws HostGoneError when no answer came; `signal.reason` */
export async function post(
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal?: AbortSignal,
): Promise<Response> {
  try {
    const answer = await fetch(path, {
      ...{ method: "POST", headers, body, cache: "no-store", credentials: "omit", redirect: "error" },
      ...(signal !== undefined && { signal }),
    });
    learnTime(answer);
    return answer;
  } catch (error) {
    signal?.throwIfAborted();
    throw new HostGoneError("the host does not answer", { cause: error });
  }
}

/** A minute counts, less is the way of the answer: signatures are good for five. */
function learnTime(answer: Response): void {
  const toldMs = Date.parse(answer.headers.get("date") ?? "");
  if (Number.isNaN(toldMs)) return;
  const aheadMs = toldMs - systemClock.now();
  hostAheadMs = Math.abs(aheadMs) < 60_000 ? 0 : aheadMs;
}
