import { startChild, type Child } from "../child.js";
import { forMs, machine } from "../conditions.js";
import { ms, share, table, whole } from "../figures.js";
import type { Cost, Load } from "../measure.js";
import { installPeers, peerVersion } from "../peers.js";
import { inRounds, median, medianRatio } from "../rounds.js";

/** The SDK lets 16 through at a time: 20 are somewhat more, 50 are a session that fills at once. */
const IN_FLIGHT = [1, 20, 50] as const;
/** Fresh processes each time: what the compiler makes of a program differs from run to run. */
const GENERATIONS = 4;
const ROUNDS = 6;

const names = ["sdk", "bare", "agones"] as const;
type Name = (typeof names)[number];
type Costs = Readonly<Record<Name, Cost[]>>;

/** `acceptPlayerSession` through the SDK, the bare call, and the nearest call of Agones. */
export async function benchSdk(): Promise<string> {
  const missing = installPeers();
  const costs = new Map<number, Costs>(IN_FLIGHT.map((inFlight) => [inFlight, { sdk: [], bare: [], agones: [] }]));
  for (let generation = 0; generation < GENERATIONS; generation++) await runGeneration(costs, missing === undefined);
  return report(costs, missing);
}

async function runGeneration(costs: ReadonlyMap<number, Costs>, hasPeers: boolean): Promise<void> {
  const agent = await startChild("sdk/stub-agent.js");
  const { address = "" } = agent.hello;
  const subjects: (readonly [Name, Child])[] = [
    ["sdk", await startChild("sdk/by-sdk.js", [address])],
    ["bare", await startChild("sdk/bare.js", [address])],
  ];
  const others = [agent];
  if (hasPeers) {
    const sidecar = await startChild("sdk/stub-sidecar.js");
    others.push(sidecar);
    const env = { AGONES_SDK_GRPC_PORT: sidecar.hello["port"] ?? "" };
    subjects.push(["agones", await startChild("sdk/by-agones.js", [], { env })]);
  }
  for (const [inFlight, found] of costs) {
    const ask =
      (load: Load) =>
      ([, child]: readonly [Name, Child]) =>
        child.ask<Cost>(load);
    await inRounds(subjects, 2, ask({ inFlight, forMs: forMs / 10 }));
    const answers = await inRounds(subjects, ROUNDS, ask({ inFlight, forMs: forMs / (GENERATIONS * ROUNDS) }));
    for (const [[name], round] of answers) found[name].push(...round);
  }
  for (const child of [...subjects.map(([, child]) => child), ...others]) await child.stop();
}

function report(costs: ReadonlyMap<number, Costs>, missing: string | undefined): string {
  const shown = names.filter((name) => name !== "agones" || missing === undefined);
  const row = (what: string, found: Costs, of: (cost: Cost) => number, write: (value: number) => string): string[] => {
    const values = (name: Name): readonly number[] => found[name].map(of);
    return [
      what,
      ...shown.map((name) => write(median(values(name)))),
      share(medianRatio(values("sdk"), values("bare"))),
    ];
  };
  const rows = [...costs].flatMap(([inFlight, found]) => [
    row(`p50 ms, ${String(inFlight)} in flight`, found, (cost) => cost.p50Ms, ms),
    row(`CPU µs per call, ${String(inFlight)} in flight`, found, (cost) => cost.cpuUs, whole),
    row(`calls per second, ${String(inFlight)} in flight`, found, (cost) => cost.perSecond, whole),
  ]);
  return `${machine} shared by client and server, ${String(forMs / 1000)} s a figure: medians of ${String(GENERATIONS * ROUNDS)} rounds in
which the subjects take turns, over ${String(GENERATIONS)} generations of processes.

${table(["what", ...shown, "sdk / bare"], rows)}

**sdk**: \`GameServer.acceptPlayerSession()\` with default options, each call of a new player. **bare**: the same call by the generated
client of grpc-js on a channel with the same options: metadata with pid and a fresh requestId, a deadline, a promise
(\`bench/src/sdk/bare.ts\`); no retries, no count of players, no errors that teach. Both ask the same agent, which says yes to everything.
The SDK calls by the channel that stands under that client (\`src/wire/unary-call.ts\`), and so saves the stack trace that the client takes for
each call: hence figures around 1. CPU is the calling process's, all threads. Aims: CPU ≤ 1.10×, p50 at 1 in flight ≤ 1.05×.

${
  missing === undefined
    ? `**agones**: \`alpha.playerConnect()\` of ${peerVersion("@google-cloud/agones-sdk")} against a stub sidecar on the grpc-js that it brings along: the
nearest call that it has, without a deadline or a requestId.`
    : `**agones** is not shown: ${missing}.`
}
`;
}
