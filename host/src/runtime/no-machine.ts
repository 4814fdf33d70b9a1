import type { Machine } from "../ports/index.js";

/** For a host that launches nothing: its game servers are all started by hand. `reason` is what fleets end in ERROR with. */
export const noMachine = (reason: string): Machine => ({
  setUp(_order, onStep) {
    onStep({ step: "download", outcome: { ok: false, kind: "failed", reason }, log: "" });
  },
  launch: () => Promise.resolve({ ok: false, kind: "failed", reason }),
  kill: () => undefined,
  remove: () => Promise.resolve(),
  onExit: () => undefined,
  recover: () => Promise.resolve([]),
  close: () => undefined,
});
