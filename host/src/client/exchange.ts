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
        const found = whatIsThere(error, endpoint);
        throw new HostUnreachableError(
          endpoint.text,
          `no GSE answers at ${endpoint.text}: ${found ?? whyText(error)}`,
          { cause: error, isSomethingThere: found !== undefined },
        );
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

/** What a broken conversation says of the other side, and what to do; undefined: nothing. */
function whatIsThere(error: unknown, { isTls, text }: Endpoint): string | undefined {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (isTls && /^(?:EPROTO|ERR_SSL_)/.test(code))
    return `what listens there speaks no TLS; if it is a host without a certificate, use ${text.replace("https:", "http:")}`;
  if (!isTls && (code === "ECONNRESET" || code.startsWith("HPE_")))
    return `the connection broke off before an answer; if a host with TLS listens there, use ${text.replace("http:", "https:")}`;
  if (/SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)/.test(code))
    return (
      `nobody whom this program trusts has signed its certificate (${code}); ` +
      "give the issuer's by NODE_EXTRA_CA_CERTS=ca.pem"
    );
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return "its certificate is for another name; call it by one that the certificate has";
  return code === "CERT_HAS_EXPIRED" ? "its certificate has expired; give the host a new one" : undefined;
}

function whyText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ECONNREFUSED") return "nothing listens there; is the host up?";
  return error.message;
}
