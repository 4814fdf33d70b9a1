import { regions } from "../regions.js";

/**
 * The region that an HTTP request asks for: `?region=…`, or the name of the host as GSE had it, `<region>.speed.…`
 * (gse-semantics g); undefined when it names none.
 */
export function regionAsked(url: string, host: string | undefined): string | undefined {
  const mark = url.indexOf("?");
  const named = mark === -1 ? null : new URLSearchParams(url.slice(mark)).get("region");
  if (named !== null && named !== "") return named;
  // Only what looks like a region is one: an operator's own names may hold "speed", too.
  return /^([a-z]{2}-[a-z]+)\.speed(?:[.:]|$)/i.exec(host ?? "")?.[1]?.toLowerCase();
}

/** The region that a datagram begins with, the rest being its sender's own: "ap-shanghai 17"; undefined for none. */
export function regionInDatagram(datagram: Uint8Array): string | undefined {
  const [, word = ""] = /^([a-z]+-[a-z]+)(?![\w-])/.exec(String.fromCharCode(...datagram.subarray(0, 32))) ?? [];
  return regions.has(word) ? word : undefined;
}
