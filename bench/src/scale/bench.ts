import { createCloudApiClient } from "gse-host/client";
import { startChild, type Child } from "../child.js";
import { forMs, machine } from "../conditions.js";
import { ms, share, table, whole, withDigits } from "../figures.js";
import { measureWarm, timed, type Measurement } from "../measure.js";
import { Crowd } from "./crowd.js";

const IN_FLIGHT = 8;
const ROUNDS = 5;
const FEW_PROCESSES = 10;
const MANY_PROCESSES = 10_000;
const FEW_PAST = 100;
const MANY_PAST = 100_000;

interface Cost {
  readonly cpuMs: number;
  readonly heapBytes: number;
}

/** A host of one size with its crowd, and a way to ask it for sessions. */
async function open(processes: number, past: number) {
  const child: Child = await startChild("scale/host-of-size.js", [String(past)], { nodeArgs: ["--expose-gc"] });
  const { api = "", agent = "", secretId = "", secretKey = "" } = child.hello;
  const before = await child.ask<Cost>({});
  const crowd = new Crowd();
  await crowd.start(agent, processes);
  const after = await child.ask<Cost>({});
  const client = createCloudApiClient({ endpoint: api, secretId, secretKey });
  const start = async (): Promise<number> => {
    let id = "";
    const tookMs = await timed(async () => {
      const request = { FleetId: "fleet-bench", Name: "bench", MaximumPlayerSessionCount: 10 };
      id = (await client.call("CreateGameServerSession", request)).GameServerSession.GameServerSessionId;
      await crowd.activated(id);
    });
    await crowd.terminate(id);
    return tookMs;
  };
  return {
    child,
    start,
    bytesPerProcess: (after.heapBytes - before.heapBytes) / processes,
    round: () => measureWarm(start, { inFlight: IN_FLIGHT, forMs: forMs / ROUNDS }),
    close: async () => {
      client.close();
      await crowd.stop();
      await child.stop();
    },
  };
}

type Subject = Awaited<ReturnType<typeof open>>;

/** Rounds in turns, so that what the machine does meanwhile meets all of them alike; the median of each. */
async function compare(subjects: readonly Subject[]): Promise<readonly Measurement[]> {
  const rounds: Measurement[][] = subjects.map(() => []);
  for (const subject of subjects) await subject.round();
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, subject] of subjects.entries()) rounds[index]?.push(await subject.round());
  return rounds.map((of) => [...of].sort((a, b) => a.p50Ms - b.p50Ms)[ROUNDS >> 1] ?? none);
}

const none: Measurement = { perSecond: NaN, p50Ms: NaN, p99Ms: NaN, count: 0, lastedMs: NaN };

async function idleCpu(child: Child): Promise<number> {
  const before = await child.ask<Cost>({});
  const beganAt = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 2 * forMs));
  const after = await child.ask<Cost>({});
  return (after.cpuMs - before.cpuMs) / (performance.now() - beganAt);
}

/** What more processes and a longer past cost: nothing that a session's creator would notice. */
export async function benchScale(): Promise<string> {
  const small = await open(FEW_PROCESSES, FEW_PAST);
  const crowded = await open(MANY_PROCESSES, FEW_PAST);
  const old = await open(FEW_PROCESSES, MANY_PAST);
  const figures = await compare([small, crowded, old]);
  const idle = await idleCpu(crowded.child);
  const [base = none] = figures;
  const names = [
    `${whole(FEW_PROCESSES)} processes, ${whole(FEW_PAST)} past sessions`,
    `${whole(MANY_PROCESSES)} processes, ${whole(FEW_PAST)} past sessions`,
    `${whole(FEW_PROCESSES)} processes, ${whole(MANY_PAST)} past sessions`,
  ];
  const rows = figures.map(({ perSecond, p50Ms, p99Ms }, index) => [
    names[index] ?? "",
    whole(perSecond),
    ms(p50Ms),
    ms(p99Ms),
    share(p50Ms / base.p50Ms),
  ]);
  for (const subject of [small, crowded, old]) await subject.close();
  return `${machine} shared by the hosts and the load generator; ${String(IN_FLIGHT)} sessions in flight, medians of ${String(ROUNDS)} rounds in
which the hosts take turns.

${table(["create → ACTIVE with", "per second", "p50 ms", "p99 ms", "p50, against the first"], rows)}

An idle process takes ${withDigits(crowded.bytesPerProcess / 1024, 1)} KiB of the host's memory (heap, after a collection). With ${whole(MANY_PROCESSES)} of them, each asked for its health
every 60 s, the idle host takes ${withDigits(100 * idle, 1)} % of one processor. Aims: p50 ≤ 1.3× of the first, ≤ 50 KiB.
`;
}
