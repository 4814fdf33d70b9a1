import { regions as allRegions } from "../../regions.js";
import type { Clock } from "../clock.js";
import { systemClock } from "../system-clock.js";
import { httpLatencyProbe } from "./http-latency-probe.js";
import type { LatencyProbe } from "./latency-probe.js";

export interface MeasureOptions {
  /**
   * What asks a region once; a text is the address of the host's cloud API and stands for `httpLatencyProbe` of it. In Node
   * there is `udpLatencyProbe`, too.
   */
  readonly probe: LatencyProbe | string;
  /** Default: all that GSE had, fifteen. */
  readonly regions?: readonly string[] | undefined;
  /** How often each is asked, besides a first time that is not counted; default 3. */
  readonly rounds?: number | undefined;
  /** How long an answer may take, in milliseconds; default 2,000. A region that owes two is not asked again. */
  readonly timeoutMs?: number | undefined;
  /** How many regions are asked at the same time; default 4, which leaves a browser connections for other things. */
  readonly atOnce?: number | undefined;
  /** The measurement rejects with its reason when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Default: the machine's. */
  readonly clock?: Clock | undefined;
}

export interface RegionLatency {
  readonly region: string;
  /** Milliseconds there and back, the median of the rounds, with fractions; undefined where no answer came. */
  readonly ms: number | undefined;
}

/** A network may lose one answer; after two the region is out. */
const MAX_LOST = 2;

/**
 * Measures how long the way to each region takes, several regions at a time. The nearest come first, then those without
 * an answer.
 * @throws RangeError for a region that GSE did not have, and options that are none; TypeError for an address that is none;
 *   `signal.reason`
 */
export async function measureRegions(options: MeasureOptions): Promise<readonly RegionLatency[]> {
  const { signal, atOnce = 4, rounds = 3 } = options;
  checkCount("atOnce", atOnce);
  checkCount("rounds", rounds);
  const waiting = [...new Set(options.regions ?? allRegions)];
  for (const region of waiting)
    if (!allRegions.has(region))
      throw new RangeError(`there is no region "${region}"; the regions are ${[...allRegions].join(", ")}`);
  signal?.throwIfAborted();

  const probe = typeof options.probe === "string" ? httpLatencyProbe(options.probe) : options.probe;
  const measured: RegionLatency[] = [];
  const line = async (): Promise<void> => {
    for (let region = waiting.shift(); region !== undefined; region = waiting.shift())
      measured.push({ region, ms: await latencyOf(region, rounds, probe, options) });
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, waiting.length) }, line));
  return measured.sort((a, b) => (a.ms ?? Infinity) - (b.ms ?? Infinity) || (a.region < b.region ? -1 : 1));
}

function checkCount(name: string, count: number): void {
  if (!Number.isSafeInteger(count) || count < 1)
    throw new RangeError(`${name} is ${String(count)}: give a whole number, 1 or more`);
}

/** The first question only opens the way. */
async function latencyOf(
  region: string,
  rounds: number,
  probe: LatencyProbe,
  limits: MeasureOptions,
): Promise<number | undefined> {
  const found: number[] = [];
  let lost = 0;
  for (let round = 0; round <= rounds && lost < MAX_LOST; round++) {
    const ms = await answerTime(region, probe, limits);
    if (ms === undefined) lost++;
    else if (round > 0) found.push(ms);
  }
  return lost < MAX_LOST ? median(found) : undefined;
}

/** Of an even number the lower of both in the middle: what is in the way only ever makes it longer. */
function median(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

/** Undefined when no answer came in time. @throws the reason of the caller's signal */
async function answerTime(
  region: string,
  probe: LatencyProbe,
  { signal, timeoutMs = 2_000, clock = systemClock }: MeasureOptions,
): Promise<number | undefined> {
  signal?.throwIfAborted();
  const ending = new AbortController();
  const abort = (): void => {
    ending.abort(signal?.reason);
  };
  signal?.addEventListener("abort", abort, { once: true });
  const timer = clock.setTimeout(abort, timeoutMs);
  try {
    return await probe(region, ending.signal);
  } catch {
    signal?.throwIfAborted();
    return undefined;
  } finally {
    clock.clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}
