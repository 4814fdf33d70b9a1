import { Client, credentials, type ClientUnaryCall, type Metadata } from "@grpc/grpc-js";
import type { Clock, TimerId } from "../core/clock.js";
import { GseError } from "../model/index.js";
import { channelOptions } from "./channel-options.js";
import { fromServiceError, noAnswerInTime, type Peer } from "./grpc-errors.js";

/** How long a call may take. */
export interface CallLimits {
  /** When it counts as unanswered, in milliseconds since the epoch of the channel's clock; Infinity for never. */
  readonly deadlineAtMs: number;
  /** Rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What a method of a generated service definition offers. */
export interface UnaryMethod<Request, Response> {
  readonly path: string;
  readonly requestSerialize: (value: Request) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/** One long-lived connection to one address; it comes back by itself after a break. */
export class UnaryChannel {
  readonly #client: Client;
  readonly #peer: Peer;
  readonly #clock: Clock;
  #isClosed = false;

  constructor(peer: Peer, clock: Clock) {
    this.#client = new Client(peer.address, credentials.createInsecure(), channelOptions);
    this.#peer = peer;
    this.#clock = clock;
  }

  /** `doing` begins the message of every error. `metadata` may be used again as soon as this returns. */
  call<Request, Response>(
    method: UnaryMethod<Request, Response>,
    doing: string,
    request: Request,
    metadata: Metadata,
    { deadlineAtMs, signal }: CallLimits,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason as Error);
      if (this.#isClosed)
        return reject(
          new GseError("PROCESS_NOT_ACTIVE", `${doing}: the connection to "${this.#peer.address}" was closed`),
        );

      let timer: TimerId | undefined;
      const settled = (): void => {
        if (timer !== undefined) this.#clock.clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
      };
      const giveUp = (reason: Error): void => {
        settled();
        reject(reason);
        call.cancel();
      };
      const onAbort = (): void => giveUp(signal?.reason as Error);

      const call: ClientUnaryCall = this.#client.makeUnaryRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        request,
        metadata,
        (error, response) => {
          settled();
          if (error !== null) reject(fromServiceError(error, doing, this.#peer));
          else resolve(response as Response);
        },
      );
      signal?.addEventListener("abort", onAbort);
      if (deadlineAtMs !== Infinity) {
        const delayMs = deadlineAtMs - this.#clock.now();
        timer = this.#clock.setTimeout(
          () => giveUp(noAnswerInTime(doing, this.#peer, `${Math.round(Math.max(0, delayMs))} ms`)),
          delayMs,
        );
      }
    });
  }

  /** Calls under way fail; the socket closes. */
  close(): void {
    this.#isClosed = true;
    this.#client.close();
  }
}
