import Fastify from "fastify";
import { onTestFinished } from "vitest";
import { LatencyProbe, type Distances } from "../../src/latency/index.js";
import type { Clock } from "../../src/ports/index.js";
import { send, type Answer } from "../cloud-api/support/send.js";
import { useManualClock, type ManualClock } from "../support/use-manual-clock.js";

export interface Probe {
  readonly clock: ManualClock;
  /** `127.0.0.1:port` of each. */
  readonly http: string;
  readonly udp: string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

/** The latency probe on ports of its own; its time is moved by hand, unless it is given another. */
export async function useProbe(distances: Distances = {}, time?: Clock): Promise<Probe> {
  const clock = useManualClock();
  const probe = new LatencyProbe({ clock: time ?? clock, distances });
  const app = Fastify({ routerOptions: { querystringParser: () => ({}) } });
  probe.serve(app);
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const udp = await probe.listenUdp("127.0.0.1:0");
  onTestFinished(async () => {
    app.server.closeAllConnections();
    await app.close();
    await probe.close();
  });
  const http = new URL(url).host;
  return { clock, http, udp, get: (path, headers = {}) => send(http, { method: "GET", path, headers }) };
}
