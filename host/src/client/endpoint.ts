/** Where calls go. */
export interface Endpoint {
  /** As it is shown: `http://127.0.0.1:8080`. */
  readonly text: string;
  readonly isTls: boolean;
  /** Without brackets, as sockets want it. */
  readonly connectTo: string;
  readonly port: number;
  /** As signatures want it: without port, IPv6 in brackets. */
  readonly hostname: string;
  readonly path: string;
}

/** Reads `host:port` or a URL; http where none is named. @throws TypeError that says what is wrong */
export function parseEndpoint(text: string): Endpoint {
  const withScheme = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:") || url.hostname === "")
    throw new TypeError(`the endpoint is "${text}"; give HOST:PORT or a URL, for instance "http://127.0.0.1:8080"`);
  const isTls = url.protocol === "https:";
  return {
    text: `${url.protocol}//${url.host}`,
    isTls,
    connectTo: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? (isTls ? 443 : 80) : Number(url.port),
    hostname: url.hostname,
    path: url.pathname,
  };
}
