import { apiVersion, type ActionName, type ActionTypes } from "../gen/cloud-api.js";
import type { Clock } from "./clock.js";
import { parseEndpoint } from "./endpoint.js";
import { CloudApiError, HostUnreachableError } from "./errors.js";
import { createExchange } from "./exchange.js";
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

/** @throws TypeError for an endpoint that is none */
export function createCloudApiClient(options: CloudApiClientOptions): CloudApiClient {
  const endpoint = parseEndpoint(options.endpoint);
  const sign = createTc3Signer(options, endpoint.hostname, endpoint.path);
  const exchange = createExchange(endpoint, options.clock ?? systemClock);
  const common = {
    "content-type": "application/json",
    "x-tc-version": apiVersion,
    "x-tc-region": options.region ?? "ap-shanghai",
  };

  return {
    endpoint: endpoint.text,
    call: async (action, request, limits = {}) => {
      const body = JSON.stringify(request);
      const headersAt = (nowMs: number) => ({ ...common, "x-tc-action": action, ...sign(body, nowMs) });
      const answer = await exchange.post(body, headersAt, {
        signal: limits.signal,
        timeoutMs: limits.timeoutMs ?? options.timeoutMs,
      });
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
      exchange.close();
    },
  };
}
