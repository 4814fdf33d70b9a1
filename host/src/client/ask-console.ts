import type { CloudApiClientOptions } from "./cloud-api-client.js";
import { parseEndpoint } from "./endpoint.js";
import { CloudApiError, HostUnreachableError } from "./errors.js";
import { createExchange } from "./exchange.js";
import { createTc3Signer } from "./sign-tc3.js";
import { systemClock } from "./system-clock.js";

/** A way to what a host tells its web console beside the cloud API; signed as that is. */
export interface ConsoleClient {
  /** As it was given, without path. */
  readonly endpoint: string;
  /**
   * @param isAnswer whether what came is what was asked for
   * @throws CloudApiError when the host refused; HostUnreachableError when no answer came in time, or it has no console
   */
  ask<T extends object>(request: object, isAnswer: (answer: object) => answer is T): Promise<T>;
  close(): void;
}

/** @throws TypeError for an endpoint that is none */
export function createConsoleClient(options: CloudApiClientOptions, path: `/console/${string}`): ConsoleClient {
  const endpoint = { ...parseEndpoint(options.endpoint), path };
  const sign = createTc3Signer(options, endpoint.hostname, path);
  const exchange = createExchange(endpoint, options.clock ?? systemClock);
  return {
    endpoint: endpoint.text,
    ask: async (request, isAnswer) => {
      const sent = JSON.stringify(request);
      const headersAt = (nowMs: number) => ({ "content-type": "application/json", ...sign(sent, nowMs) });
      const { status, body } = await exchange.post(sent, headersAt, { timeoutMs: options.timeoutMs });
      const answer = parsed(body);
      if (isAnswer(answer)) return answer;
      if (isRefusal(answer)) throw new CloudApiError(answer.Code, answer.Message, "", path);
      throw new HostUnreachableError(
        endpoint.text,
        `what answers at ${endpoint.text} is no GSE with a console: it sent HTTP ${status} and nothing for ${path}`,
      );
    },
    close: () => {
      exchange.close();
    },
  };
}

const isRefusal = (answer: object): answer is { readonly Code: string; readonly Message: string } =>
  "Code" in answer && typeof answer.Code === "string" && "Message" in answer && typeof answer.Message === "string";

function parsed(body: string): object {
  try {
    const value = JSON.parse(body) as unknown;
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
