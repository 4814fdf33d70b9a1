import type { AddressInfo } from "node:net";

/** The host of `host:port`; an IPv6 one keeps its brackets. */
export const hostOf = (address: string): string => partsOf(address).host;

/** The port of `host:port`. */
export const portOf = (address: string): number => partsOf(address).port;

function partsOf(address: string): { readonly host: string; readonly port: number } {
  const [, host, port] = /^(\[[0-9a-fA-F:.]+\]|[^[\]:]+):(\d{1,5})$/.exec(address) ?? [];
  if (host === undefined || port === undefined || Number(port) > 65_535)
    throw new Error(`cannot serve the cloud API on "${address}": give HOST:PORT, for instance "127.0.0.1:8080"`);
  return { host, port: Number(port) };
}

/** `host:port` with the port that was picked. */
export const addressText = (host: string, bound: string | AddressInfo | null): string =>
  `${host}:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
