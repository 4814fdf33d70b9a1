import type { grpcStatus } from "gse-server-sdk/wire";
import type { RefusalKind } from "../model/index.js";
import type { AgentCallName, CallbackName } from "./call-names.js";

/** A fault that has been ordered. It ends with `restore()`, at the end of a `using` block, or after so many `times`. */
export interface Fault extends Disposable {
  /** How many calls it has met. */
  readonly hits: number;
  /** From now on calls go through again; those that hang are carried out now. */
  restore(): void;
}

export interface FaultOptions {
  /** How many calls it meets, 1 or more; default: all, until it is restored. */
  readonly times?: number | undefined;
}

export type FaultName = AgentCallName | CallbackName;

/** What goes wrong. */
export type FaultKind =
  | { readonly do: "drop" }
  | { readonly do: "hang" }
  | { readonly do: "delay"; readonly byMs: number }
  | { readonly do: "repeat" }
  | { readonly do: "fail"; readonly status: grpcStatus; readonly details: string }
  | { readonly do: "refuse"; readonly kind: RefusalKind; readonly message: string };

/** One order, as those who carry calls out see it. */
export interface ActiveFault {
  readonly kind: FaultKind;
  /** Settles when the fault is restored. */
  readonly restored: Promise<void>;
}

interface Order extends ActiveFault {
  readonly name: FaultName;
  hits: number;
  left: number;
  readonly end: () => void;
}

/**
 * What shall go wrong, by the name of the call: of those that a game server makes ("AcceptPlayerSession"), or of the
 * callbacks that GSE makes ("OnHealthCheck"). Of several faults for one call the one that was ordered first comes first.
 */
export class Faults {
  #orders: Order[] = [];

  /** The call has its effect, and its answer is lost: the caller waits until its deadline. */
  drop(call: FaultName, options?: FaultOptions): Fault {
    return this.#order(call, { do: "drop" }, options);
  }

  /**
   * The call is not carried out and gets no answer. Once restored it is carried out after all, also for a caller who has
   * given up: so does a machine that was frozen.
   */
  hang(call: FaultName, options?: FaultOptions): Fault {
    return this.#order(call, { do: "hang" }, options);
  }

  /** The call has its effect at once, and its answer comes `byMs` milliseconds of virtual time later. */
  delay(call: FaultName, byMs: number, options?: FaultOptions): Fault {
    if (!(byMs > 0)) throw new RangeError(`byMs must be more than 0 milliseconds, got ${String(byMs)}`);
    return this.#order(call, { do: "delay", byMs }, options);
  }

  /** The call arrives twice at the same moment, under the same requestId; the caller gets the first answer. */
  repeat(call: FaultName, options?: FaultOptions): Fault {
    return this.#order(call, { do: "repeat" }, options);
  }

  /**
   * The call is not carried out and fails with this gRPC status (`grpcStatus` of "gse-server-sdk/wire": 14 is UNAVAILABLE).
   * Of a callback only that no answer came is seen.
   */
  fail(call: FaultName, status: grpcStatus, options?: FaultOptions & { readonly details?: string | undefined }): Fault {
    return this.#order(
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
    return this.#order(call, { do: "refuse", kind, message }, options);
  }

  /** Restores all. */
  restore(): void {
    for (const order of [...this.#orders]) order.end();
  }

  /** The fault that a call meets which arrives now; it counts as met. @internal */
  meet(name: FaultName): ActiveFault | undefined {
    const order = this.#orders.find((one) => one.name === name && one.left > 0);
    if (order === undefined) return undefined;
    order.hits++;
    order.left--;
    return order;
  }

  #order(name: FaultName, kind: FaultKind, { times = Infinity }: FaultOptions = {}): Fault {
    if (!(times >= 1)) throw new RangeError(`times must be 1 or more, got ${String(times)}`);
    let settle = (): void => undefined;
    const restored = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const order: Order = {
      name,
      kind,
      restored,
      hits: 0,
      left: times,
      end: () => {
        this.#orders = this.#orders.filter((one) => one !== order);
        settle();
      },
    };
    this.#orders.push(order);
    return {
      get hits() {
        return order.hits;
      },
      restore: order.end,
      [Symbol.dispose]: order.end,
    };
  }
}
