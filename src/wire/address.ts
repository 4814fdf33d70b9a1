/** Where something listens: a port of a host, or a socket file. */
export type Address = { readonly path: string } | { readonly host: string; readonly port: number };

/** Reads `host:port`, `[ipv6]:port`, `unix:/path` and `unix:///path`; undefined for anything else. */
export function parseAddress(text: string): Address | undefined {
  const path = /^unix:(?:\/\/(?=\/))?(.+)$/.exec(text)?.[1];
  if (path !== undefined) return { path };
  const found = /^(?:\[([\da-fA-F:.]+)\]|([^:[\]/\s]+)):(\d{1,5})$/.exec(text);
  const host = found?.[1] ?? found?.[2];
  const port = Number(found?.[3]);
  return host !== undefined && port <= 65_535 ? { host, port } : undefined;
}
