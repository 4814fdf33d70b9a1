import { randomInt, randomUUID } from "node:crypto";
import type { Clock } from "./core/index.js";
import type { InnerCallOptions } from "./call-options.js";
import type { Log } from "./log.js";
import { GseError, messageOf, type GseErrorCode } from "./model/index.js";
import type { AgentCallLimits } from "./wire/index.js";

/**
 * Every call to the agent passes here: it gets its limits and its requestId, is made again under that when no answer
 * comes, and is told to the log.
 *
 * All nine calls may be repeated. Our agent gives a requestId its effect once. With another agent nothing is doubled
 * either, as no call adds to anything: Describe reads; ProcessReady, UpdatePlayerSessionCreationPolicy and
 * ReportCustomData set values that the repetition sets again; Activate, Accept, Remove, Terminate and ProcessEnding move
 * one named thing into one state, and are refused when it is there. That refusal of a repetition counts as done where
 * `order` is told so; for Accept, `Admissions` asks the agent.
 */
export class AgentCaller {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #callTimeoutMs: number;

  constructor(clock: Clock, log: Log, callTimeoutMs: number) {
    this.#clock = clock;
    this.#log = log;
    this.#callTimeoutMs = callTimeoutMs;
  }

  /** For what changes something. */
  async order(
    name: string,
    make: (limits: AgentCallLimits) => Promise<void>,
    options: InnerCallOptions = {},
    doneAlready?: GseErrorCode,
  ): Promise<void> {
    let repetitions = 0;
    const onRepeat = (): void => {
      repetitions += 1;
      options.onRepeat?.();
    };
    try {
      await this.ask(name, make, { ...options, onRepeat });
    } catch (error) {
      if (repetitions === 0 || !(error instanceof GseError) || error.code !== doneAlready) throw error;
    }
  }

  /** For what only asks. */
  async ask<Result>(
    name: string,
    make: (limits: AgentCallLimits) => Promise<Result>,
    { signal, timeoutMs, requestId = randomUUID(), onRepeat }: InnerCallOptions = {},
  ): Promise<Result> {
    const waitMs = timeoutMs === undefined ? this.#callTimeoutMs : checkedTimeout("timeoutMs", timeoutMs);
    const beganAtMs = this.#clock.now();
    const repeats = {
      random,
      onRepeat: (why: string) => {
        this.#log.debug({ call: name, requestId }, `${name} is made again: ${why}`);
        onRepeat?.();
      },
    };
    const tell = (how: string): void =>
      this.#log.debug({ call: name, requestId, tookMs: this.#clock.now() - beganAtMs }, `${name} ${how}`);
    try {
      const result = await make({ deadlineAtMs: beganAtMs + waitMs, signal, requestId, repeats });
      tell("was answered");
      return result;
    } catch (error) {
      tell(`failed: ${messageOf(error)}`);
      throw error;
    }
  }
}

/** @throws GseError BAD_REQUEST_EXCEPTION */
export function checkedTimeout(name: string, timeoutMs: number): number {
  if (timeoutMs > 0) return timeoutMs;
  throw new GseError("BAD_REQUEST_EXCEPTION", `${name} must be more than 0 milliseconds, got "${String(timeoutMs)}"`);
}

const random = (): number => randomInt(2 ** 32) / 2 ** 32;
