import { unlink } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { Server, ServerCredentials, type ServiceDefinition, type UntypedServiceImplementation } from "@grpc/grpc-js";
import type { Clock } from "../core/clock.js";
import { GseError } from "../model/index.js";
import { parseAddress, type Address } from "./address.js";
import { serverOptions } from "./channel-options.js";

/** A gRPC server that accepts calls. */
export interface GrpcListener {
  /** The real one: `host:port` with port 0 resolved, or `unix:/path`. */
  readonly address: string;
  /** Lets calls under way finish for `graceMs` (default 1,000), then cuts them; no new ones. Safe to call twice. */
  close(graceMs?: number): Promise<void>;
}

const DEFAULT_GRACE_MS = 1_000;

/** @throws GseError ADDRESS_UNAVAILABLE when the address is taken, malformed or not this machine's */
export async function listen(
  service: ServiceDefinition,
  implementation: UntypedServiceImplementation,
  address: string,
  clock: Clock,
): Promise<GrpcListener> {
  await probe(address);
  const server = new Server(serverOptions);
  server.addService(service, implementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(unavailable(address, error));
    });
  });
  let closing: Promise<void> | undefined;
  return {
    address: address.startsWith("unix:") ? address : address.replace(/:\d+$/, `:${port}`),
    close: (graceMs = DEFAULT_GRACE_MS) => (closing ??= shutDown(server, graceMs, clock)),
  };
}

function shutDown(server: Server, graceMs: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.setTimeout(() => server.forceShutdown(), graceMs);
    server.tryShutdown(() => {
      clock.clearTimeout(timer);
      resolve();
    });
  });
}

// grpc-js tells of a taken port only in prose, and on stderr; a short-lived plain listener tells it by code. It also
// finds the socket file of a process that was killed, which nobody serves any more and which bars the path for ever.
async function probe(address: string): Promise<void> {
  const target = parseAddress(address);
  if (target === undefined)
    throw new GseError("ADDRESS_UNAVAILABLE", `cannot listen on "${address}": it must be "host:port" or "unix:/path"`);
  if ("port" in target && target.port === 0) return;
  try {
    await tryListen(target);
  } catch (error) {
    if (!("path" in target) || !isCode(error, "EADDRINUSE") || (await isServed(target.path)))
      throw unavailable(address, error);
    await unlink(target.path);
  }
}

function tryListen(target: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(target, () => server.close(() => resolve()));
  });
}

function isServed(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", (error) => resolve(!isCode(error, "ECONNREFUSED")));
  });
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

const unavailable = (address: string, cause: unknown): GseError =>
  new GseError(
    "ADDRESS_UNAVAILABLE",
    `cannot listen on "${address}": ${isCode(cause, "EADDRINUSE") ? "it is in use by another process" : String(cause)}`,
    { cause },
  );
