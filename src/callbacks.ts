import type { HealthReport } from "./health-report.js";
import type { Hosting } from "./hosting.js";
import type { Log } from "./log.js";
import type { RunningLifecycle } from "./running-lifecycle.js";
import { toRefusal } from "./to-refusal.js";
import { settled } from "./under-way.js";
import type { GameServerHandlers, WireGameServerSession } from "./wire/index.js";
import { toGameServerSession } from "./wire/to-session.js";

export interface CallbacksParts {
  readonly life: RunningLifecycle;
  readonly hosting: Hosting;
  readonly health: HealthReport;
  readonly log: Log;
  /** The process's report that it is ready, under way or the last one. */
  readonly ready: () => Promise<void> | undefined;
}

/** What GSE is answered when it calls. */
export class Callbacks implements GameServerHandlers {
  readonly #parts: CallbacksParts;

  constructor(parts: CallbacksParts) {
    this.#parts = parts;
  }

  async startGameServerSession(
    wireSession: WireGameServerSession,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<void> {
    const { life, hosting, log, ready } = this.#parts;
    const session = toGameServerSession(wireSession);
    const isOffered = (): boolean => hosting.start?.session.id === session.id;
    // GSE may be faster than its own answer to ProcessReady or TerminateGameServerSession.
    while (!isOffered() && this.#isInBetween()) await settled(ready(), hosting.termination);
    if (!isOffered()) {
      if (life.state.kind === "activating" && hosting.start?.isAwaited === false) life.feed({ type: "startAbandoned" });
      // GSE holds the process for idle, so the session that it hosts may have ended unheard.
      await hosting.check(["session-not-found", "wrong-process", "session-not-active"]);
    }
    if (!isOffered()) {
      const refused = life.feed({ type: "sessionOffered", session });
      if (refused !== undefined) {
        log.warn({ gameServerSessionId: session.id }, refused.message);
        throw toRefusal(refused);
      }
    }
    await hosting.start?.answerFor(signal);
  }

  async healthCheck(): Promise<boolean> {
    const { life, health } = this.#parts;
    const reason = await health.check();
    const isHealthy = reason === "";
    life.emit("healthChecked", { isHealthy, reason });
    return isHealthy;
  }

  /** Answered at once; the ending takes its time. `terminationTime` in Unix seconds (gse-semantics m-4). */
  async processTerminate(terminationTime: bigint): Promise<void> {
    const deadline = new Date(Number(terminationTime) * 1_000);
    // -1 is no deadline, and so are 0, which is how an unset number travels, and what no calendar holds.
    const isDeadline = terminationTime > 0n && !Number.isNaN(deadline.getTime());
    const deadlineAtMs = isDeadline ? deadline.getTime() : null;
    this.#parts.life.feed({ type: "endRequested", reason: "processTerminate", deadlineAtMs });
  }

  #isInBetween(): boolean {
    const { kind } = this.#parts.life.state;
    return kind === "starting" || kind === "terminating";
  }
}
