import { createConsoleClient } from "./ask-console.js";
import type { CloudApiClientOptions } from "./cloud-api-client.js";

/**
 * Asks a host for an address that logs in to its web console whoever opens it first, within 15 minutes. Only the host's own
 * keys may ask.
 * @throws CloudApiError when the host refused; HostUnreachableError when no answer came in time; TypeError for an endpoint that
 * is none
 */
export async function askConsoleLink(options: CloudApiClientOptions): Promise<string> {
  const client = createConsoleClient(options, "/console/links");
  try {
    const { Url } = await client.ask({}, isLink);
    // A proxy in front may have ended the TLS: only the caller knows how he came here.
    return client.endpoint + pathOf(new URL(Url));
  } finally {
    client.close();
  }
}

const isLink = (answer: object): answer is { readonly Url: string } =>
  "Url" in answer && typeof answer.Url === "string" && URL.canParse(answer.Url);

const pathOf = ({ pathname, hash }: URL): string => pathname + hash;
