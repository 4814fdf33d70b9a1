import type { FastifyInstance } from "fastify";

/** What load balancers, operators and players ask: is it alive, is it served, how far is it. */
export function serveProbes(app: FastifyInstance, isReady: () => boolean): void {
  app.get("/healthz", async (_request, reply) => reply.type("text/plain").send("ok\n"));
  app.get("/readyz", async (_request, reply) =>
    isReady()
      ? reply.type("text/plain").send("ready\n")
      : reply.code(503).type("text/plain").send("not ready: the host is starting or stopping\n"),
  );
  // What players measure their latency to (gse-semantics g); from any page, for it tells nothing.
  app.get("/v1/ping", async (_request, reply) =>
    reply
      .header("cache-control", "no-store")
      .header("access-control-allow-origin", "*")
      .type("text/plain")
      .send("pong\n"),
  );
}
