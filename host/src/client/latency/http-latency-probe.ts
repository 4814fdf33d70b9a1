import { systemStopwatch } from "../system-clock.js";
import type { LatencyProbe } from "./latency-probe.js";

/**
 * Asks by `GET /v1/ping`, in browsers as in Node. A first question may also open a connection: `measureRegions` does not
 * count it.
 * @param endpoint the host's cloud API, for instance "http://127.0.0.1:8080"; where regions have a host each, its address by
 *   region: `(region) => "https://" + region + ".speed.example.com"`
 * @throws TypeError for an endpoint that is none
 */
export function httpLatencyProbe(endpoint: string | ((region: string) => string)): LatencyProbe {
  const urlOf = typeof endpoint === "string" ? always(pingUrl(endpoint)) : (of: string) => pingUrl(endpoint(of));
  return async (region, signal) => {
    const url = new URL(urlOf(region));
    url.searchParams.set("region", region);
    const startedAt = systemStopwatch();
    const answer = await fetch(url, { signal });
    const ms = systemStopwatch() - startedAt;
    // The connection is free for the next question only when this answer has been read.
    await answer.text();
    if (!answer.ok) throw new Error(`${url.href} answered HTTP ${String(answer.status)}`);
    return ms;
  };
}

const always = <T>(value: T) => {
  return (): T => value;
};

function pingUrl(endpoint: string): URL {
  const withScheme = /^[a-z]+:\/\//i.test(endpoint) ? endpoint : `http://${endpoint}`;
  if (!URL.canParse("/v1/ping", withScheme))
    throw new TypeError(`the endpoint is "${endpoint}"; give HOST:PORT or a URL, for instance "http://127.0.0.1:8080"`);
  return new URL("/v1/ping", withScheme);
}
