import { createServer, type Server } from "node:https";
import { createSecureContext } from "node:tls";
import type { RequestListener } from "node:http";

/** A certificate, with those that vouch for it, and its key; both PEM. */
export interface TlsPair {
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
}

/** @throws Error that says what is wrong with the pair: no PEM, or a key of another certificate */
export function checkTls({ cert, key }: TlsPair): void {
  createSecureContext({ cert, key });
}

/** HTTP/1.1 over TLS, from 1.2 on. */
export const tlsServer = ({ cert, key }: TlsPair, maxHeaderSize: number, onRequest: RequestListener): Server =>
  createServer({ cert, key, minVersion: "TLSv1.2", maxHeaderSize }, onRequest);
