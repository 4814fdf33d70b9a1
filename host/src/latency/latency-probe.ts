import type { FastifyInstance } from "fastify";
import type { Clock } from "../ports/index.js";
import { DelayedAnswers } from "./delayed-answers.js";
import { checkDistances, type Distance, type Distances } from "./distance.js";
import { SenderRates } from "./sender-rates.js";
import { serveHttpPing } from "./serve-http-ping.js";
import { serveUdpPing, type UdpPing } from "./serve-udp-ping.js";

export interface LatencyProbeOptions {
  readonly clock: Clock;
  /** Simulated; default: every region is where the host is. */
  readonly distances?: Distances;
}

/** On their way together, over HTTP and UDP. */
const MOST_DELAYED = 2_000;
/** Plenty for a machine full of players behind one address, and nothing to flood anybody with. */
const LIMITS = { perSender: 1_000, all: 20_000 };

/**
 * What players measure their latency to each region with (gse-semantics g). One host stands for all regions; each may seem
 * as far away as one likes, or be out.
 */
export class LatencyProbe {
  readonly #distances: ReadonlyMap<string, Distance>;
  readonly #delayed: DelayedAnswers;
  readonly #rates: SenderRates;
  #udp: UdpPing | undefined;

  /** @throws RangeError for a region that GSE did not have, and a distance that is none */
  constructor({ clock, distances = {} }: LatencyProbeOptions) {
    this.#distances = checkDistances(distances);
    this.#delayed = new DelayedAnswers(clock, MOST_DELAYED);
    this.#rates = new SenderRates(clock, LIMITS);
  }

  /** `GET /v1/ping` beside the cloud API. */
  serve(app: FastifyInstance): void {
    serveHttpPing(app, this.#parts());
  }

  /**
   * Answers by UDP, too. Gives back `host:port`, the real port.
   * @throws Error with code EADDRINUSE, and others of the kind
   */
  async listenUdp(address: string): Promise<string> {
    this.#udp = await serveUdpPing(address, this.#parts());
    return this.#udp.address;
  }

  /** What is on its way does not arrive. */
  async close(): Promise<void> {
    this.#delayed.close();
    await this.#udp?.close();
  }

  #parts(): PingParts {
    return {
      delayed: this.#delayed,
      rates: this.#rates,
      distanceOf: (region) => (region === undefined ? 0 : (this.#distances.get(region) ?? 0)),
    };
  }
}

/** What both ways of asking share. */
export interface PingParts {
  readonly delayed: DelayedAnswers;
  readonly rates: SenderRates;
  /** Of no region: of the host itself. */
  readonly distanceOf: (region: string | undefined) => Distance;
}
