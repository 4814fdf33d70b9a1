import type { RequestListener } from "node:http";
import type { Server } from "node:https";
import type { Readable } from "node:stream";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Clock, CommandHost, Logs, Packages, Statistics } from "../ports/index.js";
import type { TemporaryKeyRing } from "../temporary-keys.js";
import { answerCall, refusalEnvelope, type CallSettings, type CallWatch } from "./answer-call.js";
import { ApiRefusal } from "./api-refusal.js";
import type { HostFacts } from "./host-facts.js";
import type { ApiDoor, NeighbourRoom } from "./api-door.js";
import { hostOf, portOf, addressText } from "./listen-address.js";
import type { ApiLogger } from "./logger.js";
import { CallRates, type RateLimits } from "./rate-limits.js";
import { rootPage } from "./root-page.js";
import { headerOf, rawRequest, type RawRequest } from "./raw-request.js";
import { readBody } from "./read-body.js";
import { DEFAULT_REGION } from "../regions.js";
import { serveLogs } from "./serve-logs.js";
import { serveProbes, type Probes } from "./serve-probes.js";
import type { Credentials } from "./signature/credentials.js";
import { createLogLinks, type LogLinks } from "./signature/log-links.js";
import { createVerifyCall, isSigned, MAX_BODY_BYTES, tooLarge, type VerifyCall } from "./signature/verify-call.js";
import { tlsServer, type TlsPair } from "./tls.js";
import { checkUnsignedCaller, foreignSign, readUnsignedCall } from "./unsigned-call.js";

export interface CloudApiOptions {
  readonly host: CommandHost;
  readonly clock: Clock;
  /** A fresh lower-case UUID each time. */
  readonly uuid: () => string;
  readonly credentials: Credentials;
  /** `host:port`, port 0 for a free one. */
  readonly address: string;
  readonly facts: HostFacts;
  /** What the log actions and `/logs/` give out; absent: nothing. */
  readonly logs?: Logs;
  /** Where packages are uploaded to; absent: nowhere. */
  readonly packages?: Packages & { serve(app: FastifyInstance): void };
  /** What the statistics actions tell; absent: nothing. */
  readonly statistics?: Statistics;
  /** Key pairs that count like `credentials` for a while, each with its token; absent: there are none. */
  readonly temporaryKeys?: TemporaryKeyRing;
  /** What players measure their latency with; absent: nothing. */
  readonly latency?: { serve(app: FastifyInstance): void };
  /** What is served below `/console/`; absent: nothing. */
  readonly console?: NeighbourRoom;
  /** Default: none. */
  readonly rateLimits?: RateLimits;
  readonly watch?: CallWatch;
  /** What `/metrics` answers; absent: there is no such path. */
  readonly metrics?: Probes["metrics"];
  /** True: `/metrics`, `/healthz` and `/readyz` answer other machines, too; default: only this one. */
  readonly hasOpenProbes?: boolean;
  /** Default: plain HTTP. */
  readonly tls?: TlsPair;
  /** Where unsigned calls take place that name no region; default `ap-shanghai`. */
  readonly region?: string;
  readonly logger?: ApiLogger;
  /** False while calls cannot be served: they answer InternalError, and `/readyz` 503. */
  readonly isReady: () => boolean;
  /** Why nothing can be kept now, in words, for `/readyz`; undefined when all is well. */
  readonly trouble?: () => string | undefined;
}

export interface CloudApiServer {
  /** `host:port`, the real port. */
  readonly address: string;
  /** The same as a URL: `http://host:port`. */
  readonly url: string;
  /** Takes no more connections, finishes what is under way, and after two seconds breaks off what is not. */
  close(): Promise<void>;
}

const CLOSE_GRACE_MS = 2_000;
/** From the first byte of a request to its last: as long as Tencent's SDK waits for an answer (cloud-api-protocol 1). */
const REQUEST_TIMEOUT_MS = 60_000;
/** Room for the longest GET that is served and its headers; the length of a GET itself is checked later. */
const MAX_HEADER_BYTES = 64 * 1024;
const KEEP_ALIVE_MS = 72_000;

/**
 * Serves the cloud API over HTTP: `/` takes signed calls, `/capi` those of GSE Local, unsigned and from this machine
 * only; `/logs/` gives out logs by signed links; `/healthz`, `/readyz` and `/metrics` answer probes.
 * @throws Error with code EADDRINUSE, and others of the kind, when it cannot listen; nothing is left open then
 */
export async function serveCloudApi(options: CloudApiOptions): Promise<CloudApiServer> {
  const { tls, clock } = options;
  const app = Fastify({
    logger: false,
    exposeHeadRoutes: false,
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    requestTimeout: REQUEST_TIMEOUT_MS,
    // A call on a connection that is open already is still answered while the server closes.
    return503OnClosing: false,
    routerOptions: { querystringParser: () => ({}) },
    ...(tls !== undefined && { serverFactory: (onRequest: RequestListener) => encrypted(tls, onRequest) }),
  });
  const ownHost = hostOf(options.address);
  const scheme = tls === undefined ? "http" : "https";
  const links = createLogLinks(options.credentials.secretKey, () => clock.now());
  const settings: CallSettings = {
    ...options,
    links,
    rates: options.rateLimits === undefined ? undefined : new CallRates(options.rateLimits),
  };
  const baseOf = (request: RawRequest): string => `${scheme}://${headerOf(request, "host") ?? options.address}`;
  const verify = createVerifyCall(options.credentials, options.temporaryKeys);
  serveCalls(app, options, settings, { verify, baseOf });
  if (options.logs !== undefined) serveLogs(app, options.logs, links);
  options.packages?.serve(app);
  options.console?.serve(app, doorOf(options, { verify, baseOf, links }));
  options.latency?.serve(app);
  serveProbes(app, probesOf(options, ownHost));
  try {
    await app.listen({ host: ownHost.replace(/^\[(.*)\]$/, "$1"), port: portOf(options.address) });
  } catch (error) {
    await app.close();
    throw error;
  }
  let closing: Promise<void> | undefined;
  const address = addressText(ownHost, app.server.address());
  return {
    address,
    url: `${scheme}://${address}`,
    close: () => (closing ??= closeWithin(CLOSE_GRACE_MS, app, clock)),
  };
}

function encrypted(tls: TlsPair, onRequest: RequestListener): Server {
  const server = tlsServer(tls, MAX_HEADER_BYTES, onRequest);
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  // As Fastify has it without TLS: longer than a load balancer's, so that none sends into a closing connection.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

function probesOf({ isReady, trouble, metrics, hasOpenProbes = false }: CloudApiOptions, ownHost: string): Probes {
  return {
    metrics,
    trouble: () => (isReady() ? trouble?.() : "the host is starting or stopping"),
    refusal: (incoming) => {
      if (hasOpenProbes) return undefined;
      const found = foreignSign(rawRequest(incoming), { address: incoming.raw.socket.remoteAddress }, ownHost);
      return found === undefined
        ? undefined
        : `only programs on this machine may ask this, and ${found}; the config file's "metrics": "public" lets others ask, too`;
    },
  };
}

async function closeWithin(graceMs: number, app: FastifyInstance, clock: Clock): Promise<void> {
  const deadline = clock.setTimeout(() => {
    app.server.closeAllConnections();
  }, graceMs);
  await app.close();
  clock.clearTimeout(deadline);
}

/** Who calls, and how he reaches this host. */
interface Callers {
  readonly verify: VerifyCall;
  readonly baseOf: (request: RawRequest) => string;
}

const doorOf = (
  { isReady, clock }: CloudApiOptions,
  { verify, baseOf, links }: Callers & { readonly links: LogLinks },
): ApiDoor => ({
  isReady,
  signerOf: (incoming) => verify(rawRequest(incoming), clock.now()).signer,
  baseOf: (incoming) => baseOf(rawRequest(incoming)),
  logUrl: (name, base) => links.url(name, base),
});

function serveCalls(
  app: FastifyInstance,
  options: CloudApiOptions,
  settings: CallSettings,
  { verify, baseOf }: Callers,
): void {
  const { clock, uuid } = options;
  const region = options.region ?? DEFAULT_REGION;
  const ownHost = hostOf(options.address);

  const signed = (request: RawRequest, incoming: FastifyRequest): Promise<string> => {
    const read = () => {
      checkMethod(request, ["GET", "POST"]);
      checkOversize(incoming);
      return verify(request, clock.now());
    };
    return answerCall({ read, defaultRegion: undefined, base: baseOf(request) }, settings);
  };

  // The signature covers the bytes, and bare `curl -d` calls its JSON a form: nothing is decoded by its content type.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "*",
    async (_request: FastifyRequest, payload: Readable) => (await readBody(payload, MAX_BODY_BYTES)) ?? OVERSIZE,
  );

  app.all("/", async (incoming, reply) => {
    const request = rawRequest(incoming);
    if (wantsPage(request)) return sendPage(reply, options);
    return answer(reply, await signed(request, incoming));
  });

  for (const path of ["/capi", "/capi/"])
    app.all(path, async (incoming, reply) => {
      const request = rawRequest(incoming);
      if (isSigned(request)) return answer(reply, await signed(request, incoming));
      try {
        checkUnsignedCaller(request, { address: incoming.raw.socket.remoteAddress }, ownHost);
      } catch (error) {
        // Not for an API client to understand: a browser or a stranger is turned away, by HTTP's own word for it.
        if (!(error instanceof ApiRefusal)) throw error;
        return answer(reply.code(403), refusalEnvelope(error, uuid()));
      }
      const read = () => {
        checkMethod(request, ["POST"]);
        checkOversize(incoming);
        return readUnsignedCall(request.body);
      };
      return answer(reply, await answerCall({ read, defaultRegion: region, base: baseOf(request) }, settings));
    });

  app.setErrorHandler((error: Error & { statusCode?: number }, incoming, reply) => {
    const status = error.statusCode ?? 500;
    options.logger?.info({ err: error, method: incoming.method }, "an HTTP request could not be read");
    const refusal =
      status < 500
        ? new ApiRefusal("InvalidParameter", `the request could not be read: ${error.message}`)
        : new ApiRefusal("InternalError", "the host failed at this request; its log has the reason");
    return answer(reply.code(200), refusalEnvelope(refusal, uuid()));
  });
}

/** Stands in for a body that was longer than any call may be. */
const OVERSIZE = Symbol("a body too large");

function checkMethod({ method }: RawRequest, served: readonly string[]): void {
  if (!served.includes(method))
    throw new ApiRefusal("UnsupportedProtocol", `the method is ${method}; only ${served.join(" and ")} is served here`);
}

function checkOversize(incoming: FastifyRequest): void {
  if (incoming.body === OVERSIZE) throw tooLarge("the body", MAX_BODY_BYTES);
}

/** A person who opens the address in a browser. */
const wantsPage = (request: RawRequest): boolean =>
  request.method === "GET" && !isSigned(request) && (headerOf(request, "accept") ?? "").includes("text/html");

const sendPage = (reply: FastifyReply, { console }: CloudApiOptions): FastifyReply =>
  console?.isBuilt() === true
    ? reply.header("cache-control", "no-store").redirect("/console/")
    : reply.type("text/html; charset=utf-8").send(rootPage);

const answer = (reply: FastifyReply, envelope: string): FastifyReply =>
  reply.type("application/json; charset=utf-8").send(envelope);
