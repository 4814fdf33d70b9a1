import type { grpcStatus } from "gse-server-sdk/wire";
import type { RefusalKind } from "../model/index.js";
import type { Fault, FaultName, FaultOptions, FaultOrders } from "./fault-orders.js";

/**
 * What shall go wrong, by the name of the call: of those that a game server makes ("AcceptPlayerSession"), or of the
 * callbacks that GSE makes ("OnHealthCheck"). Of several faults for one call the one that was ordered first comes first.
 */
export class Faults {
  readonly #orders: FaultOrders;

  /** @internal */
  constructor(orders: FaultOrders) {
    this.#orders = orders;
  }

  /** The call has its effect, and its answer is lost: the caller waits until its deadline. */
  drop(call: FaultName, options?: FaultOptions): Fault {
    return this.#orders.add(call, { do: "drop" }, options);
  }

  /**
   * The call is not carried out and gets no answer. Once restored it is carried out after all, also for a caller who has
   * given up: so does a machine that was frozen.
   */
  hang(call: FaultName, options?: FaultOptions): Fault {
    return this.#orders.add(call, { do: "hang" }, options);
  }

  /** The call has its effect at once, and its answer comes `byMs` milliseconds of virtual time later. */
  delay(call: FaultName, byMs: number, options?: FaultOptions): Fault {
    if (!(byMs > 0)) throw new RangeError(`byMs must be more than 0 milliseconds, got ${String(byMs)}`);
    return this.#orders.add(call, { do: "delay", byMs }, options);
  }

  /** The call arrives twice at the same moment, under the same requestId; the caller gets the first answer. */
  repeat(call: FaultName, options?: FaultOptions): Fault {
    return this.#orders.add(call, { do: "repeat" }, options);
  }

  /**
   * The call is not carried out and fails with this gRPC status (`grpcStatus` of "gse-server-sdk/wire": 14 is UNAVAILABLE).
   * Of a callback only that no answer came is seen.
   */
  fail(call: FaultName, status: grpcStatus, options?: FaultOptions & { readonly details?: string | undefined }): Fault {
    return this.#orders.add(
      call,
      { do: "fail", status, details: options?.details ?? "a fault that a test ordered" },
      options,
    );
  }

  /** The call is not carried out and is refused as the engine itself does it, for instance "session-full". */
  refuse(
    call: FaultName,
    kind: RefusalKind,
    options?: FaultOptions & { readonly message?: string | undefined },
  ): Fault {
    const message = options?.message ?? `${call} is refused because a test ordered so`;
    return this.#orders.add(call, { do: "refuse", kind, message }, options);
  }

  /** Restores all. */
  restore(): void {
    this.#orders.restore();
  }
}
