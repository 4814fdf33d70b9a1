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

/** @throws HostGoneError when no answer came; `signal.reason` */
export async function postSigned(
  hashes: Hashes,
  identity: SigningIdentity,
  { path, body, headers = {}, signal }: SignedPost,
): Promise<Response> {
  const request = { hostname: location.hostname, path, body, nowMs: hostNow() };
  const signed = await signTc3(hashes, identity, request);
  return post(path, { ...headers, ...signed }, body, signal);
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
