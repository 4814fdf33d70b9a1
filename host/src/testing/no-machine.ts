import type { Machine } from "../ports/index.js";

/** For a host whose game servers are all started by hand: the test itself plays them. */
export const noMachine: Machine = {
  setUp(_order, onStep) {
    onStep({
      step: "download",
      outcome: { ok: false, kind: "failed", reason: "TestGse launches no processes: start them in the test" },
      log: "",
    });
  },
  launch: () => Promise.resolve({ ok: false, kind: "failed", reason: "TestGse launches no processes" }),
  kill: () => undefined,
  remove: () => Promise.resolve(),
  onExit: () => undefined,
  recover: () => Promise.resolve([]),
  close: () => undefined,
};
