import type { OutgoingHttpHeaders } from "node:http";
import type { Clock } from "./clock.js";
import type { CallLimits } from "./cloud-api-client.js";
import type { Endpoint } from "./endpoint.js";
import { HostUnreachableError } from "./errors.js";
import { createHttpPoster, type HttpAnswer } from "./http-post.js";

/** POSTs of JSON to one place, none of which waits for ever. */
export interface Exchange {
  /** @throws HostUnreachableError when no answer came in time; `limits.signal.reason` */
  post(body: string, headersAt: (nowMs: number) => OutgoingHttpHeaders, limits: CallLimits): Promise<HttpAnswer>;
  close(): void;
}

const DEFAULT_TIMEOUT_MS = 10_000;

export function createExchange(endpoint: Endpoint, clock: Clock): Exchange {
  const poster = createHttpPoster(endpoint);
  return {
    post: async (body, headersAt, limits) => {
      const timeoutMs = limits.timeoutMs ?? DEFAULT_TIMEOUT_MS;
      limits.signal?.throwIfAborted();
      const ending = new AbortController();
      const abort = () => ending.abort(limits.signal?.reason);
      limits.signal?.addEventListener("abort", abort, { once: true });
      const timer = clock.setTimeout(() => ending.abort(new TimedOut(timeoutMs)), timeoutMs);
      try {
        return await poster.post(headersAt(clock.now()), body, ending.signal);
      } catch (error) {
        limits.signal?.throwIfAborted();
        throw new HostUnreachableError(endpoint.text, `no GSE answers at ${endpoint.text}: ${whyText(error)}`, {
          cause: error,
        });
      } finally {
        clock.clearTimeout(timer);
        limits.signal?.removeEventListener("abort", abort);
      }
    },
    close: () => {
      poster.close();
    },
  };
}

class TimedOut extends Error {
  constructor(timeoutMs: number) {
    super(`no answer came within ${timeoutMs} ms`);
  }
}

function whyText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ECONNREFUSED") return "nothing listens there; is the host up?";
  return error.message;
}
