import type { Clock } from "./core/index.js";
import type { Log } from "./log.js";
import { GseError, isUnreachable, messageOf } from "./model/index.js";
import { telemetry, type Ending, type Exchange, type Observation } from "./telemetry/index.js";
import { GseRefusal } from "./wire/index.js";

export interface Observer {
  readonly clock: Clock;
  readonly log: Log;
  /** Of the process, as the agent knows it. */
  readonly pid: number;
}

/** Carries out an exchange with the agent, and tells the log, at debug, and OpenTelemetry, where it is, how it went. */
export function observed<Result>(
  observer: Observer,
  exchange: Exchange,
  run: (onRepeat: (why: string) => void) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const observation = telemetry()?.begin(exchange);
  if (observation === undefined && !observer.log.hearsDebug) return run(() => {});
  return told(observer, exchange, run, signal, observation);
}

async function told<Result>(
  { clock, log, pid }: Observer,
  exchange: Exchange,
  run: (onRepeat: (why: string) => void) => Promise<Result>,
  signal: AbortSignal | undefined,
  observation: Observation | undefined,
): Promise<Result> {
  const { kind, name, requestId, gameServerSessionId } = exchange;
  const facts = { [kind]: name, requestId, pid, ...(gameServerSessionId === undefined ? {} : { gameServerSessionId }) };
  const beganAtMs = clock.now();
  let retries = 0;
  const onRepeat = (why: string): void => {
    retries += 1;
    log.debug({ ...facts, retries }, `${name} is made again: ${why}`);
    observation?.retried(why);
  };
  const end = (how: Pick<Ending, "outcome" | "code" | "reason" | "message">): void => {
    const durationMs = clock.now() - beganAtMs;
    const { message, ...result } = how;
    const again = retries === 0 ? "" : ` after ${String(retries)} ${retries === 1 ? "retry" : "retries"}`;
    log.debug(
      { ...facts, durationMs, ...(retries === 0 ? {} : { retries }), ...result },
      `${name}: ${how.outcome} in ${String(durationMs)} ms${again}${message === undefined ? "" : `: ${message}`}`,
    );
    observation?.ended({ ...how, durationMs });
  };
  try {
    const result = await (observation === undefined ? run(onRepeat) : observation.within(() => run(onRepeat)));
    end({ outcome: "ok" });
    return result;
  } catch (error) {
    end(failureOf(error, signal));
    throw error;
  }
}

function failureOf(
  error: unknown,
  signal: AbortSignal | undefined,
): Pick<Ending, "outcome" | "code" | "reason" | "message"> {
  const message = messageOf(error);
  if (signal?.aborted === true && error === signal.reason) return { outcome: "aborted", message };
  if (error instanceof GseRefusal)
    return { outcome: "refused", code: error.gseName, ...reasonOf(error.reason), message };
  if (!(error instanceof GseError)) return { outcome: "failed", message };
  const outcome = isUnreachable(error) ? "unreachable" : "refused";
  return { outcome, code: error.code, ...reasonOf(error.reason), message };
}

const reasonOf = (reason: string | undefined): { readonly reason?: string } => (reason === undefined ? {} : { reason });
