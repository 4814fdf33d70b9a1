/** What a run of many operations came to. */
export interface Measurement {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly count: number;
  /** Less than was asked for where the operation ran out of work. */
  readonly lastedMs: number;
}

/** Gives back how long it took in milliseconds, as it sees it; undefined when there is nothing left to do. */
export type Operation = () => Promise<number> | undefined;

/** A measurement, and what each operation cost this process. */
export interface Cost extends Measurement {
  /** User and system time, of all threads. */
  readonly cpuUs: number;
}

export interface Load {
  /** So many operations at any moment. */
  readonly inFlight: number;
  readonly forMs: number;
}

/** Runs `operation` over and over, `inFlight` of them at any moment, for `forMs`, after a warm-up of a fifth of that. */
export async function measure(operation: Operation, { inFlight, forMs }: Load): Promise<Measurement> {
  await runFor(operation, inFlight, forMs / 5);
  return measureWarm(operation, { inFlight, forMs });
}

/** The same without the warm-up: for rounds that follow one another. */
export async function measureWarm(operation: Operation, { inFlight, forMs }: Load): Promise<Cost> {
  const cpuBefore = process.cpuUsage();
  const begunAt = performance.now();
  const tookMs = await runFor(operation, inFlight, forMs);
  const lastedMs = performance.now() - begunAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  const sorted = Float64Array.from(tookMs).sort();
  const percentile = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return {
    perSecond: (tookMs.length / lastedMs) * 1000,
    p50Ms: percentile(0.5),
    p99Ms: percentile(0.99),
    count: tookMs.length,
    lastedMs,
    cpuUs: (user + system) / tookMs.length,
  };
}

async function runFor(operation: Operation, inFlight: number, forMs: number): Promise<number[]> {
  const tookMs: number[] = [];
  const endsAt = performance.now() + forMs;
  const worker = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      const running = operation();
      if (running === undefined) return;
      tookMs.push(await running);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return tookMs;
}

/** How long `run` takes, in milliseconds. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const begunAt = performance.now();
  await run();
  return performance.now() - begunAt;
}
