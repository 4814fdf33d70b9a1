// Imports one module in a fresh process and says what that cost. Run with --expose-gc.
const [specifier = ""] = process.argv.slice(2);
const collect = globalThis.gc ?? (() => undefined);

collect();
const before = process.memoryUsage();
const begunAt = performance.now();
await import(specifier);
const tookMs = performance.now() - begunAt;
const { rss } = process.memoryUsage();
collect();
const { heapUsed, external } = process.memoryUsage();
const words = {
  tookMs,
  rssMb: (rss - before.rss) / 1e6,
  heapMb: (heapUsed + external - before.heapUsed - before.external) / 1e6,
};
process.stdout.write(`${JSON.stringify(words)}\n`);
