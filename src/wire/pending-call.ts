import { status, type Metadata, type StatusObject } from "@grpc/grpc-js";
import { backoffMs, type BackoffLimits } from "../core/backoff.js";
import type { Clock, TimerId } from "../core/clock.js";
import { GseError, messageOf } from "../model/index.js";
import type { Connection } from "./connection.js";
import { brokenOff, fromStatus, noAnswerInTime, type About, type Peer } from "./grpc-errors.js";
import type { UnaryCall } from "./unary-call.js";

/** How long a call may take. */
export interface CallLimits {
  /** When it counts as unanswered, in milliseconds since the epoch of the channel's clock; Infinity for never. */
  readonly deadlineAtMs: number;
  /** Rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
}

/** For calls that may be made again, under the same requestId, when no answer came; never after a no. */
export interface Repeats {
  /** From 0 to below 1, for the pauses. */
  readonly random: () => number;
  /** Before each repetition. */
  readonly onRepeat?: ((why: string) => void) | undefined;
}

/** What is asked, each time in the same words. */
export interface Question<Answer> extends About {
  readonly path: string;
  readonly request: Buffer;
  /** Called once for each try, so that one object may serve all calls. */
  readonly metadata: () => Metadata;
  /** Throws a GseError where the answer is a no, and anything else where it cannot be read. */
  readonly read: (answer: Buffer, about: About) => Answer;
}

/** What a call needs of the channel it goes by. */
export interface Line {
  readonly peer: Peer;
  readonly clock: Clock;
  readonly connection: Connection;
  /** Leaves the connection to the calls under way, and makes another one for those to come. */
  renew(): void;
  /** Each call says so once. */
  settled(call: { giveUp(reason: Error): void }): void;
}

// A restarting agent is back within a second or two; pauses stay short beside the time that a call has.
const PAUSES: BackoffLimits = { firstMs: 100, longestMs: 1_000 };

// Without an answer for this share of its time, or this long, a call is made once more: the answer may be lost.
const PATIENCE = 0.4;
const LONGEST_PATIENCE_MS = 2_000;

/**
 * One call on its way: answered, refused, given up at its deadline, or, where that is allowed, asked again. The first
 * answer counts, whichever try it belongs to.
 */
export class PendingCall<Answer> {
  readonly #line: Line;
  readonly #question: Question<Answer>;
  readonly #limits: CallLimits;
  readonly #repeats: Repeats | undefined;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (reason: Error) => void;
  readonly #tries = new Set<UnaryCall>();
  readonly #beganAtMs: number;
  readonly #patienceMs: number;
  #count = 0;
  #timer: TimerId | undefined;
  #lastFailure: GseError | undefined;
  #onAbort: (() => void) | undefined;
  #isSettled = false;

  constructor(
    line: Line,
    question: Question<Answer>,
    limits: CallLimits,
    repeats: Repeats | undefined,
    resolve: (answer: Answer) => void,
    reject: (reason: Error) => void,
  ) {
    this.#line = line;
    this.#question = question;
    this.#limits = limits;
    this.#repeats = repeats;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#beganAtMs = line.clock.now();
    this.#patienceMs =
      repeats === undefined
        ? Infinity
        : Math.min(LONGEST_PATIENCE_MS, PATIENCE * (limits.deadlineAtMs - this.#beganAtMs));
    const { signal } = limits;
    if (signal !== undefined) {
      this.#onAbort = () => this.giveUp(signal.reason as Error);
      signal.addEventListener("abort", this.#onAbort);
    }
    this.#try();
  }

  /** Rejects with the reason, unless it is settled; nothing is left under way. */
  giveUp(reason: Error): void {
    if (this.#isSettled) return;
    this.#settled();
    this.#reject(reason);
  }

  #try(): void {
    this.#count += 1;
    const { path, request, metadata } = this.#question;
    const { connection } = this.#line;
    const heard = connection.heard;
    const call = connection.start(path, request, metadata(), (end, answer) => {
      this.#tries.delete(call);
      if (!this.#isSettled) this.#onEnd(end, answer);
    });
    this.#tries.add(call);
    this.#wakeIn(this.#patienceMs, () => {
      // Nothing at all has come since: the other end may be gone without a word.
      if (this.#line.connection === connection && connection.heard === heard) this.#line.renew();
      this.#again("no answer yet");
    });
  }

  #onEnd(end: StatusObject, bytes: Buffer | undefined): void {
    if (end.code !== status.OK) return this.#onFailure(fromStatus(end, this.#question, this.#line.peer));
    let answer: Answer;
    try {
      if (bytes === undefined) throw new Error("its message is missing");
      answer = this.#question.read(bytes, this.#question);
    } catch (error) {
      if (error instanceof GseError) return this.#onFailure(error);
      return this.#onFailure(brokenOff(this.#question, this.#line.peer, messageOf(error), error));
    }
    this.#settled();
    this.#resolve(answer);
  }

  #onFailure(failure: GseError): void {
    const mayRepeat = this.#repeats !== undefined && failure.code === "SERVICE_CALL_FAILED";
    if (!mayRepeat) return this.giveUp(failure);
    this.#lastFailure = failure;
    // Another try may still bring the answer; its own end, or the time, decides.
    if (this.#tries.size > 0) return;
    const pauseMs = backoffMs(this.#count, this.#repeats.random(), PAUSES);
    if (this.#line.clock.now() + pauseMs >= this.#limits.deadlineAtMs) return this.giveUp(failure);
    this.#wakeIn(pauseMs, () => this.#again(failure.message));
  }

  #again(why: string): void {
    this.#repeats?.onRepeat?.(why);
    this.#try();
  }

  /** One timer serves all: the next step, or the deadline where that comes first. */
  #wakeIn(delayMs: number, step: () => void): void {
    const { clock } = this.#line;
    if (this.#timer !== undefined) clock.clearTimeout(this.#timer);
    const leftMs = this.#limits.deadlineAtMs - clock.now();
    const waitMs = Math.min(delayMs, leftMs);
    if (waitMs === Infinity) return;
    this.#timer = clock.setTimeout(() => {
      this.#timer = undefined;
      if (delayMs < leftMs) step();
      else this.#onDeadline();
    }, waitMs);
  }

  #onDeadline(): void {
    if (this.#tries.size === 0 && this.#lastFailure !== undefined) return this.giveUp(this.#lastFailure);
    const waitedMs = Math.round(Math.max(0, this.#limits.deadlineAtMs - this.#beganAtMs));
    this.giveUp(noAnswerInTime(this.#question, this.#line.peer, `${waitedMs} ms`));
  }

  #settled(): void {
    this.#isSettled = true;
    if (this.#timer !== undefined) this.#line.clock.clearTimeout(this.#timer);
    if (this.#onAbort !== undefined) this.#limits.signal?.removeEventListener("abort", this.#onAbort);
    for (const call of this.#tries) call.cancel();
    this.#line.settled(this);
  }
}
