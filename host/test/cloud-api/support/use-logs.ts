import { join } from "node:path";
import { onTestFinished } from "vitest";
import { LogKeeper, LogStore, defaultLogLimits } from "../../../src/logs/index.js";
import type { Host } from "../../../src/host.js";
import type { Logs } from "../../../src/ports/index.js";
import { useManualClock } from "../../support/use-manual-clock.js";
import { useTempDir } from "../../support/use-temp-dir.js";

/** A log store for a cloud API under test, and what the API asks of it. */
export function useLogs() {
  const dir = useTempDir();
  const store = new LogStore(join(dir, "logs"));
  let keeper: LogKeeper | undefined;
  // What is still to be written when the test is over has no folder any more.
  let isOver = false;
  onTestFinished(() => {
    isOver = true;
  });
  const opened = (): LogKeeper => {
    if (keeper === undefined) throw new Error("no host was joined to these logs");
    return keeper;
  };
  const logs: Logs = {
    open: (name) => store.open(name),
    ofSession: (session) => opened().ofSession(session),
    ofInstance: (id) => opened().ofInstance(id),
  };
  return {
    store,
    logs,
    /** What happens on that host from now on is kept here. */
    join(host: Host): void {
      const made = new LogKeeper({
        store,
        clock: useManualClock(),
        reads: host.reads,
        launches: () => host.live().launches,
        limits: defaultLogLimits,
        gameDir: (id) => join(dir, "instances", id, "game"),
        onFault: (doing, error) => {
          if (!isOver) throw new Error(doing, { cause: error });
        },
      });
      keeper = made;
      host.onEvent((event) => {
        made.onEvent(event);
      });
    },
  };
}
