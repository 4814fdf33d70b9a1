import type { Metadata } from "@grpc/grpc-js";
import type { Clock } from "../core/clock.js";
import { GseError } from "../model/index.js";
import { Connection } from "./connection.js";
import type { Peer } from "./grpc-errors.js";
import { PendingCall, type CallLimits, type Line, type Question, type Repeats } from "./pending-call.js";

export type { CallLimits, Repeats } from "./pending-call.js";

/** One long-lived connection to one address; it comes back by itself after a break. */
export class UnaryChannel implements Line {
  readonly peer: Peer;
  readonly clock: Clock;
  #connection: Connection;
  #isClosed = false;
  #onConnected: (() => void) | undefined;
  readonly #pending = new Set<{ giveUp(reason: Error): void }>();

  constructor(peer: Peer, clock: Clock) {
    this.peer = peer;
    this.clock = clock;
    this.#connection = new Connection(peer.address);
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** `repeats` where the call may be made again when no answer came. */
  call<Answer>(question: Question<Answer>, limits: CallLimits, repeats?: Repeats): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (limits.signal?.aborted === true) return reject(limits.signal.reason as Error);
      if (this.#isClosed) return reject(this.#closedDuring(question.doing));
      this.#pending.add(new PendingCall(this, question, limits, repeats, resolve, reject));
    });
  }

  settled(call: { giveUp(reason: Error): void }): void {
    this.#pending.delete(call);
  }

  /** From now on connects by itself, also while nobody calls, and tells each time that it is connected anew. */
  keepConnected(onConnected: () => void): void {
    this.#onConnected = onConnected;
    this.#connection.keepReady(onConnected);
  }

  renew(): void {
    if (this.#isClosed) return;
    this.#connection.close();
    this.#connection = new Connection(this.peer.address);
    if (this.#onConnected !== undefined) this.#connection.keepReady(this.#onConnected);
  }

  /** Calls under way fail; the socket closes. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const call of [...this.#pending]) call.giveUp(this.#closedDuring("the call"));
    this.#connection.close();
  }

  #closedDuring(doing: string): GseError {
    return new GseError("PROCESS_NOT_ACTIVE", `${doing}: the connection to "${this.peer.address}" was closed`);
  }
}

/** For one metadata object that never changes. */
export const always =
  (metadata: Metadata): (() => Metadata) =>
  () =>
    metadata;
