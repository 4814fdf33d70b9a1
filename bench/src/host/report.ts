import { ms, share, table, whole } from "../figures.js";
import type { Measurement } from "../measure.js";

export interface Row {
  readonly name: string;
  readonly host: Measurement;
  /** The bare libraries in the same run; see floor.ts. */
  readonly floor: Measurement;
}

export interface Conditions {
  readonly node: string;
  readonly cores: number;
  readonly servers: number;
  readonly forMs: number;
}

/** The figures as Markdown. */
export function report(rows: readonly Row[], { node, cores, servers, forMs }: Conditions): string {
  const heads = ["what", "host, per second", "p50 ms", "p99 ms", "floor, per second", "p50 ms", "host / floor"];
  const lines = rows.map(({ name, host, floor }) => [
    name,
    whole(host.perSecond),
    ms(host.p50Ms),
    ms(host.p99Ms),
    whole(floor.perSecond),
    ms(floor.p50Ms),
    share(host.perSecond / floor.perSecond),
  ]);
  return `Node ${node}, ${String(cores)} cores shared by the host and the load generator, ${String(forMs / 1000)} s a figure,
${String(servers)} virtual game servers: one program, a gRPC connection for each.

${table(heads, lines)}

**host**: \`gse up\` in a process of its own. Every request is signed (TC3-HMAC-SHA256) and checked; every change is in SQLite
and on the disk before it is answered. *create → ACTIVE* begins with the request and ends when it is answered and the game
server's ActivateGameServerSession is acknowledged; the session is then terminated, which counts for the rate alone.${shortened(rows, forMs)}

**floor**: the libraries underneath and nothing else, in the same run (\`bench/src/host/floor.ts\`): fastify, grpc-js and SQLite make the same
HTTP answer, the same two gRPC calls and as many grouped, durable row changes, with no signature, no catalogue, no engine.
`;
}

/** Which figures took less time than the others: all slots of all sessions were taken before. */
function shortened(rows: readonly Row[], forMs: number): string {
  const early = rows.flatMap(({ name, host, floor }) =>
    Object.entries({ host, floor })
      .filter(([, { lastedMs }]) => lastedMs < forMs)
      .map(
        ([who, { count, lastedMs }]) =>
          `${who}: *${name}* ended after ${ms(lastedMs / 1000)} s, with all ${whole(count)} slots taken`,
      ),
  );
  return early.length === 0 ? "" : `\n\nThe ${early.join("; the ")}.`;
}
