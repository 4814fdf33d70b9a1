import type { CloudApiClientOptions } from "./cloud-api-client.js";
import { parseEndpoint } from "./endpoint.js";
import { CloudApiError, HostUnreachableError } from "./errors.js";
import { createExchange } from "./exchange.js";
import { createTc3Signer } from "./sign-tc3.js";
import { systemClock } from "./system-clock.js";

const PATH = "/console/links";

/**
 * Asks a host for an address that logs in to its web console whoever opens it first, within 15 minutes. Only the host's own
 * keys may ask.
 * @throws CloudApiError when the host refused; HostUnreachableError when no answer came in time; TypeError for an endpoint that
 * is none
 */
export async function askConsoleLink(options: CloudApiClientOptions): Promise<string> {
  const endpoint = { ...parseEndpoint(options.endpoint), path: PATH };
  const sign = createTc3Signer(options, endpoint.hostname, PATH);
  const exchange = createExchange(endpoint, options.clock ?? systemClock);
  try {
    const headersAt = (nowMs: number) => ({ "content-type": "application/json", ...sign("{}", nowMs) });
    const { status, body } = await exchange.post("{}", headersAt, { timeoutMs: options.timeoutMs });
    const answer = parsed(body);
    const [url, code, message] = [answer["Url"], answer["Code"], answer["Message"]];
    // A proxy in front may have ended the TLS: only the caller knows how he came here.
    if (typeof url === "string" && URL.canParse(url)) return endpoint.text + pathOf(new URL(url));
    if (typeof code === "string" && typeof message === "string") throw new CloudApiError(code, message, "", PATH);
    throw new HostUnreachableError(
      endpoint.text,
      `what answers at ${endpoint.text} is no GSE with a console: it sent HTTP ${status} and no link`,
    );
  } finally {
    exchange.close();
  }
}

const pathOf = ({ pathname, hash }: URL): string => pathname + hash;

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(body) as unknown;
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
