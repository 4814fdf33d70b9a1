import { pathToFileURL } from "node:url";
import { startChild } from "../child.js";
import { forMs, machine } from "../conditions.js";
import { share, table, withDigits } from "../figures.js";
import { installPeers, peerFile, peerVersion } from "../peers.js";
import { inRounds, median, medianRatio } from "../rounds.js";

/** So many processes for each module in a second of measuring. */
const PER_SECOND = 12;

interface Subject {
  readonly name: string;
  readonly specifier: string;
}

interface ImportCost {
  readonly tookMs: number;
  readonly rssMb: number;
  readonly heapMb: number;
}

/** What `import "gse-server-sdk"` costs a fresh process, against grpc-js alone. */
export async function benchImport(): Promise<string> {
  const missing = installPeers();
  const sdk: Subject = { name: "gse-server-sdk", specifier: "gse-server-sdk" };
  const floor: Subject = { name: "@grpc/grpc-js alone", specifier: "@grpc/grpc-js" };
  const subjects = [sdk, floor];
  if (missing === undefined) {
    const file = peerFile("@google-cloud/agones-sdk");
    subjects.push({ name: peerVersion("@google-cloud/agones-sdk"), specifier: pathToFileURL(file).href });
  }
  const rounds = Math.max(3, Math.round((forMs / 1000) * PER_SECOND));
  await inRounds(subjects, 2, importOnce);
  const costs = await inRounds(subjects, rounds, importOnce);
  const figures = (subject: Subject, of: (cost: ImportCost) => number): readonly number[] =>
    costs.get(subject)?.map(of) ?? [];
  const row = (what: string, of: (cost: ImportCost) => number): string[] => [
    what,
    ...subjects.map((subject) => withDigits(median(figures(subject, of)), 1)),
    share(medianRatio(figures(sdk, of), figures(floor, of))),
  ];
  const rows = [
    row("time, ms", ({ tookMs }) => tookMs),
    row("memory of the process, MB more", ({ rssMb }) => rssMb),
    row("memory in use after a collection, MB more", ({ heapMb }) => heapMb),
  ];
  return `${machine}; medians of ${String(rounds)} fresh processes for each, in turns, files in the system's cache.

${table(["what", ...subjects.map(({ name }) => name), "sdk / grpc-js"], rows)}

Time is that of \`await import(…)\`; memory is what the process has more than before it. Aim: ≤ 1.15×.
${missing === undefined ? "" : `\n@google-cloud/agones-sdk is not shown: ${missing}.\n`}`;
}

async function importOnce({ specifier }: Subject): Promise<ImportCost> {
  const child = await startChild("import/import-once.js", [specifier], { nodeArgs: ["--expose-gc"] });
  await child.stop();
  const { tookMs, rssMb, heapMb } = child.hello;
  return { tookMs: Number(tookMs), rssMb: Number(rssMb), heapMb: Number(heapMb) };
}
