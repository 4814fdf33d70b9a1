import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// What a developer's shell says of a host or an account must not reach the tests, nor the processes that they start.
for (const name of Object.keys(process.env))
  if (/^(GSE|TENCENTCLOUD)_/.test(name)) Reflect.deleteProperty(process.env, name);

export default defineConfig({
  resolve: {
    // Tests read the sources; only the child processes that they start run what `npm run build` made.
    alias: [
      { find: /^gse-server-sdk\/wire$/, replacement: here("./src/wire/index.ts") },
      { find: /^gse-host\/client$/, replacement: here("./host/src/client/index.ts") },
      { find: /^gse-host\/client\/latency$/, replacement: here("./host/src/client/latency/index.ts") },
      { find: /^gse-host\/testing$/, replacement: here("./host/src/testing/index.ts") },
      { find: /^gse-server-sdk$/, replacement: here("./src/index.ts") },
    ],
  },
  test: {
    include: [
      "test/**/*.test.ts",
      "host/test/**/*.test.ts",
      "host/console/test/**/*.test.ts",
      "examples/*/test/**/*.test.ts",
      "docs/examples/*.test.ts",
    ],
    // Much of a test's time is waiting for real sockets and processes, so two cores carry two files at a time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Nothing waits that long; these only end what hangs, also on a machine that does much else.
    testTimeout: 20_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
    unstubEnvs: true,
  },
});
