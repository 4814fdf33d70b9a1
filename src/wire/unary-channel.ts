import { status, type ClientUnaryCall, type Metadata, type ServiceError } from "@grpc/grpc-js";
import type { Clock } from "../core/clock.js";
import { GseError } from "../model/index.js";
import { Connection } from "./connection.js";
import type { Peer } from "./grpc-errors.js";
import { PendingCall, type CallLimits, type Line, type Question, type Repeats } from "./pending-call.js";

export type { CallLimits, Repeats, UnaryMethod } from "./pending-call.js";

/** One long-lived connection to one address; it comes back by itself after a break. */
export class UnaryChannel implements Line {
  readonly peer: Peer;
  readonly clock: Clock;
  #current: Connection;
  #connection = 0;
  #heard = 0;
  #isClosed = false;
  #onConnected: (() => void) | undefined;
  readonly #pending = new Set<{ giveUp(reason: Error): void }>();

  constructor(peer: Peer, clock: Clock) {
    this.peer = peer;
    this.clock = clock;
    this.#current = new Connection(peer.address);
  }

  get heard(): number {
    return this.#heard;
  }

  get connection(): number {
    return this.#connection;
  }

  /** `repeats` where the call may be made again when no answer came. */
  call<Request, Response>(
    question: Question<Request, Response>,
    limits: CallLimits,
    repeats?: Repeats,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      if (limits.signal?.aborted === true) return reject(limits.signal.reason as Error);
      if (this.#isClosed) return reject(this.#closedDuring(question.doing));
      const settle = {
        resolve: (response: Response) => {
          this.#pending.delete(call);
          resolve(response);
        },
        reject: (reason: Error) => {
          this.#pending.delete(call);
          reject(reason);
        },
      };
      const call = new PendingCall(this, question, limits, repeats, settle);
      this.#pending.add(call);
    });
  }

  start<Request, Response>(
    question: Question<Request, Response>,
    onEnd: (error: ServiceError | null, response: Response | undefined) => void,
  ): ClientUnaryCall {
    return this.#current.start(question, (error, response) => {
      if (error === null || isAnswer(error)) this.#heard += 1;
      onEnd(error, response);
    });
  }

  /** From now on connects by itself, also while nobody calls, and tells each time that it is connected anew. */
  keepConnected(onConnected: () => void): void {
    this.#onConnected = onConnected;
    this.#current.keepReady(onConnected);
  }

  renew(): void {
    if (this.#isClosed) return;
    this.#current.close();
    this.#connection += 1;
    this.#current = new Connection(this.peer.address);
    if (this.#onConnected !== undefined) this.#current.keepReady(this.#onConnected);
  }

  /** Calls under way fail; the socket closes. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const call of [...this.#pending]) call.giveUp(this.#closedDuring("the call"));
    this.#current.close();
  }

  #closedDuring(doing: string): GseError {
    return new GseError("PROCESS_NOT_ACTIVE", `${doing}: the connection to "${this.peer.address}" was closed`);
  }
}

const unanswered: ReadonlySet<status> = new Set([status.UNAVAILABLE, status.CANCELLED, status.DEADLINE_EXCEEDED]);
const isAnswer = (error: ServiceError): boolean => !unanswered.has(error.code);

/** For one metadata object that never changes. */
export const always =
  (metadata: Metadata): (() => Metadata) =>
  () =>
    metadata;
