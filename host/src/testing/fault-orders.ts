import type { grpcStatus } from "gse-server-sdk/wire";
import type { RefusalKind } from "../model/index.js";
import { isCallback, type AgentCallName, type CallbackName } from "./call-names.js";

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

/** A call of the game server, a callback of GSE, or "*": whatever the game server calls. */
export type FaultName = AgentCallName | CallbackName | "*";

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

/** The faults that are ordered now. Of several for one call the one that was ordered first comes first. */
export class FaultOrders {
  #orders: Order[] = [];

  add(name: FaultName, kind: FaultKind, { times = Infinity }: FaultOptions = {}): Fault {
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

  /** The fault that a call meets which arrives now; it counts as met. */
  meet(name: AgentCallName | CallbackName): ActiveFault | undefined {
    const isMeant = (order: Order): boolean => order.name === name || (order.name === "*" && !isCallback(name));
    const order = this.#orders.find((one) => one.left > 0 && isMeant(one));
    if (order === undefined) return undefined;
    order.hits++;
    order.left--;
    return order;
  }

  /** Ends all. */
  restore(): void {
    for (const order of [...this.#orders]) order.end();
  }
}
