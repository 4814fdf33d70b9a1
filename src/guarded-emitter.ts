import { EventEmitter } from "eventemitter3";

/** Events by name, each with its one listener shape. */
type EventMap<Events> = { [Name in keyof Events]: (event: never) => void };

interface Holder {
  readonly listener: (event: never) => unknown;
  readonly report: (error: unknown) => void;
}

/** Typed events; a listener that throws or rejects is reported and does not stop the others. */
export class GuardedEmitter<Events extends EventMap<Events>> {
  readonly #emitter = new EventEmitter<Record<string, (event: unknown) => void>>();
  // The same listener of the same event keeps one holder, by which eventemitter3 finds it again.
  readonly #holders = new Map<string, WeakMap<object, Holder>>();
  readonly #report: (name: string, error: unknown) => void;

  constructor(report: (name: string, error: unknown) => void) {
    this.#report = report;
  }

  on<Name extends keyof Events & string>(name: Name, listener: Events[Name]): void {
    this.#emitter.on(name, callGuarded, this.#holderOf(name, listener));
  }

  once<Name extends keyof Events & string>(name: Name, listener: Events[Name]): void {
    this.#emitter.once(name, callGuarded, this.#holderOf(name, listener));
  }

  off<Name extends keyof Events & string>(name: Name, listener: Events[Name]): void {
    const holder = this.#holders.get(name)?.get(listener);
    if (holder !== undefined) this.#emitter.off(name, callGuarded, holder);
  }

  emit<Name extends keyof Events & string>(name: Name, event: Parameters<Events[Name]>[0]): void {
    this.#emitter.emit(name, event);
  }

  #holderOf<Name extends keyof Events & string>(name: Name, listener: Events[Name]): Holder {
    let ofName = this.#holders.get(name);
    if (ofName === undefined) this.#holders.set(name, (ofName = new WeakMap<object, Holder>()));
    let holder = ofName.get(listener);
    if (holder === undefined) {
      holder = {
        listener,
        report: (error) => {
          this.#report(name, error);
        },
      };
      ofName.set(listener, holder);
    }
    return holder;
  }
}

function callGuarded(this: Holder, event: unknown): void {
  try {
    const result = this.listener(event as never);
    if (result instanceof Promise) result.catch(this.report);
  } catch (error) {
    this.report(error);
  }
}
