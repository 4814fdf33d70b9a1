import { randomInt, randomUUID } from "node:crypto";
import type { InnerCallOptions } from "./call-options.js";
import { GseError, type GseErrorCode } from "./model/index.js";
import { observed, type Observer } from "./observed.js";
import type { AgentCallLimits } from "./wire/index.js";

/**
 * Every call to the agent passes here: it gets its limits and its requestId, is made again under that when no answer
 * comes, and is told to the log and to OpenTelemetry.
 *
 * All nine calls may be repeated. Our agent gives a requestId its effect once. With another agent nothing is doubled
 * either, as no call adds to anything: Describe reads; ProcessReady, UpdatePlayerSessionCreationPolicy and
 * ReportCustomData set values that the repetition sets again; Activate, Accept, Remove, Terminate and ProcessEnding move
 * one named thing into one state, and are refused when it is there. That refusal of a repetition counts as done by
 * `order`; for Accept, `SessionPlayers` asks the agent.
 */
export class AgentCaller {
  readonly #observer: Observer;
  readonly #callTimeoutMs: number;

  constructor(observer: Observer, callTimeoutMs: number) {
    this.#observer = observer;
    this.#callTimeoutMs = callTimeoutMs;
  }

  call<Result>(
    name: string,
    { gameServerSessionId }: About,
    make: (limits: AgentCallLimits) => Promise<Result>,
    { signal, timeoutMs, requestId = randomUUID(), onRepeat }: InnerCallOptions = {},
  ): Promise<Result> {
    const waitMs = timeoutMs === undefined ? this.#callTimeoutMs : checkedTimeout("timeoutMs", timeoutMs);
    const deadlineAtMs = this.#observer.clock.now() + waitMs;
    const run = (toldOfRepeat: (why: string) => void): Promise<Result> => {
      const repeats = {
        random,
        onRepeat: (why: string) => {
          toldOfRepeat(why);
          onRepeat?.();
        },
      };
      return make({ deadlineAtMs, signal, requestId, repeats });
    };
    return observed(this.#observer, { kind: "call", name, requestId, gameServerSessionId }, run, signal);
  }

  /** For what can be done once only: where a repetition meets the refusal `doneAlready`, it is done. */
  order(
    name: string,
    about: About,
    make: (limits: AgentCallLimits) => Promise<void>,
    doneAlready: GseErrorCode,
    options: InnerCallOptions = {},
  ): Promise<void> {
    let isRepeated = false;
    const onRepeat = (): void => {
      isRepeated = true;
      options.onRepeat?.();
    };
    const makeOnce = async (limits: AgentCallLimits): Promise<void> => {
      try {
        await make(limits);
      } catch (error) {
        if (!isRepeated || !(error instanceof GseError) || error.code !== doneAlready) throw error;
      }
    };
    return this.call(name, about, makeOnce, { ...options, onRepeat });
  }
}

/** What a call is about, for those who watch. */
interface About {
  readonly gameServerSessionId?: string | undefined;
}

/** @throws GseError BAD_REQUEST_EXCEPTION */
export function checkedTimeout(name: string, timeoutMs: number): number {
  if (timeoutMs > 0) return timeoutMs;
  throw new GseError("BAD_REQUEST_EXCEPTION", `${name} must be more than 0 milliseconds, got "${String(timeoutMs)}"`);
}

const random = (): number => randomInt(2 ** 32) / 2 ** 32;
