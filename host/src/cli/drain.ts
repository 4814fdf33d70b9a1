import type { Logger } from "pino";
import type { RunningHost } from "../main.js";
import type { Clock } from "../ports/index.js";

export interface DrainOptions {
  readonly running: RunningHost;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long to wait for games to end; undefined: as long as it takes. */
  readonly ms: number | undefined;
  /** Aborted when nobody wants to wait any longer. */
  readonly signal: AbortSignal;
}

/** How often it is told what is waited for. */
const TELL_MS = 10_000;

/**
 * Takes no new sessions, tells each process to go as the protection of its session allows, and waits until none is left, the
 * time is over, or nobody wants to wait any longer. What is left then goes on. Never rejects.
 */
export async function drain({ running, clock, logger, ms, signal }: DrainOptions): Promise<void> {
  const { host } = running;
  const left = () => {
    const { processes, sessions, players } = host.counts();
    return { processes, launched: [...host.live().launches].length, sessions, players };
  };
  const isEmpty = (): boolean => left().processes + left().launched === 0;
  try {
    await host.execute({ type: "drain", reason: "the host goes down" });
  } catch (error) {
    logger.error({ err: error }, "could not tell the games to end: they go on");
    return;
  }
  if (isEmpty()) return;
  const limit = ms === undefined ? {} : { seconds: Math.round(ms / 1_000) };
  logger.info({ ...left(), ...limit }, "waiting for games to end; one more signal ends the waiting");

  const over = await new Promise<"empty" | "late" | "stopped">((resolve) => {
    const tell = (): void => {
      logger.info(left(), "still waiting for games to end");
      telling = clock.setTimeout(tell, TELL_MS);
    };
    let telling = clock.setTimeout(tell, TELL_MS);
    const undo = host.onEvent(() => {
      if (isEmpty()) end("empty");
    });
    const deadline = ms === undefined ? undefined : clock.setTimeout(() => end("late"), ms);
    const onStop = (): void => end("stopped");
    signal.addEventListener("abort", onStop, { once: true });
    const end = (how: "empty" | "late" | "stopped"): void => {
      undo();
      clock.clearTimeout(telling);
      if (deadline !== undefined) clock.clearTimeout(deadline);
      signal.removeEventListener("abort", onStop);
      resolve(how);
    };
    if (signal.aborted) onStop();
    else if (isEmpty()) end("empty");
  });
  if (over === "late") logger.warn(left(), "the time to wait is over: what is left goes on without a host");
  if (over === "stopped") logger.warn(left(), "nobody waits any longer: what is left goes on without a host");
}
