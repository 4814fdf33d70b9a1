import { createServer } from "node:net";
import { dirname } from "node:path";
import { Server, ServerCredentials, type ServiceDefinition, type UntypedServiceImplementation } from "@grpc/grpc-js";
import type { Clock } from "../core/clock.js";
import { GseError } from "../model/index.js";
import { parseAddress, type Address } from "./address.js";
import { serverOptions } from "./channel-options.js";
import { freeSocketPath, hasFolder, isCode } from "./socket-path.js";

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
      else reject(notListened(address, error));
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

// grpc-js tells of a taken port only in prose, and on stderr; a short-lived plain listener tells it by code.
async function probe(address: string): Promise<void> {
  const target = parseAddress(address);
  if (target === undefined) throw unavailable(address, 'it must be "host:port" or "unix:/path"');
  if ("port" in target && target.port === 0) return;
  try {
    await tryListen(target);
  } catch (error) {
    if (!("path" in target)) throw notListened(address, error);
    await clearTheWay(address, target.path, error);
  }
}

/** Or throws what stands in the way. */
async function clearTheWay(address: string, path: string, error: unknown): Promise<void> {
  if (!isCode(error, "EADDRINUSE")) {
    if (await hasFolder(path)) throw notListened(address, error);
    throw unavailable(address, `there is no folder "${dirname(path)}"; make it, or give a path in one that is there`);
  }
  const found = await freeSocketPath(path).catch((cause: unknown) => {
    throw notListened(address, cause);
  });
  if (found === "served") throw notListened(address, error);
  if (found !== "free")
    throw unavailable(
      address,
      `${found} is there that is no socket, and is left alone; give another path, or take it away yourself`,
    );
}

function tryListen(target: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(target, () => server.close(() => resolve()));
  });
}

const notListened = (address: string, cause: unknown): GseError =>
  unavailable(address, isCode(cause, "EADDRINUSE") ? "it is in use by another process" : String(cause), cause);

const unavailable = (address: string, why: string, cause?: unknown): GseError =>
  new GseError("ADDRESS_UNAVAILABLE", `cannot listen on "${address}": ${why}`, cause === undefined ? {} : { cause });
