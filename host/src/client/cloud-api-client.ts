import { apiVersion, type ActionName, type ActionTypes } from "../gen/cloud-api.js";
import type { Clock } from "./clock.js";
import { parseEndpoint } from "./endpoint.js";
import { CloudApiError, HostUnreachableError } from "./errors.js";
import { createHttpPoster, type HttpAnswer } from "./http-post.js";
import { readEnvelope } from "./read-envelope.js";
import { createTc3Signer } from "./sign-tc3.js";
import { systemClock } from "./system-clock.js";

export interface CloudApiClientOptions {
  /** `host:port` or a URL, for instance `http://127.0.0.1:8080`. */
  readonly endpoint: string;
  readonly secretId: string;
  readonly secretKey: string;
  /** Default `ap-shanghai`. */
  readonly region?: string | undefined;
  /** How long a call may take, in milliseconds; default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** Default: the machine's. */
  readonly clock?: Clock | undefined;
}

export interface CallLimits {
  /** The call rejects with its reason when it is aborted; whether the host still did it is unknown then. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds; default: the client's. */
  readonly timeoutMs?: number | undefined;
}

/** The cloud API, typed by its catalogue. */
export interface CloudApiClient {
  readonly endpoint: string;
  /**
   * Makes one call, signed with TC3-HMAC-SHA256, and gives back the content of its `Response`. Nothing is tried twice.
   * @throws CloudApiError when the service refused; HostUnreachableError when no answer came in time; `signal.reason`
   */
  call<A extends ActionName>(
    action: A,
    request: ActionTypes[A]["request"],
    limits?: CallLimits,
  ): Promise<ActionTypes[A]["response"]>;
  /** Closes its connections; calls under way fail. */
  close(): void;
}

const DEFAULT_TIMEOUT_MS = 10_000;

/** @throws TypeError for an endpoint that is none */
export function createCloudApiClient(options: CloudApiClientOptions): CloudApiClient {
  const endpoint = parseEndpoint(options.endpoint);
  const sign = createTc3Signer(options, endpoint.hostname, endpoint.path);
  const poster = createHttpPoster(endpoint);
  const clock = options.clock ?? systemClock;
  const common = {
    "content-type": "application/json",
    "x-tc-version": apiVersion,
    "x-tc-region": options.region ?? "ap-shanghai",
  };

  async function exchange(action: string, request: object, limits: CallLimits): Promise<HttpAnswer> {
    const timeoutMs = limits.timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    limits.signal?.throwIfAborted();
    const body = JSON.stringify(request);
    const ending = new AbortController();
    const abort = () => ending.abort(limits.signal?.reason);
    limits.signal?.addEventListener("abort", abort, { once: true });
    const timer = clock.setTimeout(() => ending.abort(new TimedOut(timeoutMs)), timeoutMs);
    try {
      const headers = { ...common, "x-tc-action": action, ...sign(body, clock.now()) };
      return await poster.post(headers, body, ending.signal);
    } catch (error) {
      limits.signal?.throwIfAborted();
      throw new HostUnreachableError(endpoint.text, `no GSE answers at ${endpoint.text}: ${whyText(error)}`, {
        cause: error,
      });
    } finally {
      clock.clearTimeout(timer);
      limits.signal?.removeEventListener("abort", abort);
    }
  }

  return {
    endpoint: endpoint.text,
    call: async (action, request, limits = {}) => {
      const answer = await exchange(action, request, limits);
      const response = readEnvelope(answer);
      if (response === undefined)
        throw new HostUnreachableError(
          endpoint.text,
          `what answers at ${endpoint.text} is no GSE: it sent HTTP ${answer.status} and not the envelope of the cloud API`,
        );
      if (response.Error !== undefined)
        throw new CloudApiError(response.Error.Code, response.Error.Message, response.RequestId, action);
      return response;
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
