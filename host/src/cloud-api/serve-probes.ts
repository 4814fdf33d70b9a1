import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** What operators and their programs ask of a host. */
export interface Probes {
  /** Why calls cannot be served now, or nothing be kept, in words; undefined when all is well. */
  readonly trouble: () => string | undefined;
  /** Prometheus' text; absent: there are no metrics. */
  readonly metrics?: { readonly contentType: string; text(): Promise<string> } | undefined;
  /** Why this caller may not ask, in words; undefined when it may. */
  readonly refusal: (request: FastifyRequest) => string | undefined;
}

/** What load balancers and operators ask: is it alive, does it serve, how does it fare. */
export function serveProbes(app: FastifyInstance, { trouble, metrics, refusal }: Probes): void {
  const text = (reply: FastifyReply): FastifyReply => reply.type("text/plain; charset=utf-8");
  const ask = (path: string, answer: (reply: FastifyReply) => FastifyReply | Promise<FastifyReply>): void => {
    app.get(path, async (request, reply) => {
      const why = refusal(request);
      return why === undefined
        ? answer(reply.header("cache-control", "no-store"))
        : text(reply.code(403)).send(`${why}\n`);
    });
  };

  // That it answers at all shows that the process lives and its event loop turns.
  ask("/healthz", (reply) => text(reply).send("ok\n"));
  ask("/readyz", (reply) => {
    const found = trouble();
    return found === undefined ? text(reply).send("ready\n") : text(reply.code(503)).send(`not ready: ${found}\n`);
  });
  if (metrics !== undefined)
    ask("/metrics", async (reply) => reply.type(metrics.contentType).send(await metrics.text()));
}
