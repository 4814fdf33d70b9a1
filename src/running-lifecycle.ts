import {
  initialState,
  sessionOf,
  step,
  type Effect,
  type LifecycleEvent,
  type LifecycleState,
  type Refused,
} from "./core/index.js";
import type { GameServerEvents } from "./game-server-events.js";
import { GuardedEmitter } from "./guarded-emitter.js";
import type { Log } from "./log.js";
import { messageOf, type GameServerSession } from "./model/index.js";

/** What is to be done when the life cycle goes on. */
export type Deed = Exclude<Effect, { do: "refuse" }>;

/** The life cycle as it goes: holds the state, has its effects carried out, and tells the program's listeners. */
export class RunningLifecycle {
  readonly events: GuardedEmitter<GameServerEvents>;
  readonly #log: Log;
  readonly #carryOut: (deed: Deed) => void;
  #state: LifecycleState = initialState;
  // Events wait until the change that they tell of is complete, so that a listener may call the server.
  readonly #outbox: (() => void)[] = [];
  #depth = 0;

  constructor(log: Log, carryOut: (deed: Deed) => void) {
    this.#log = log;
    this.#carryOut = carryOut;
    this.events = new GuardedEmitter((event, err) =>
      log.error({ event, err }, `a listener of the event "${event}" failed: ${messageOf(err)}`),
    );
  }

  get state(): LifecycleState {
    return this.#state;
  }

  get session(): GameServerSession | undefined {
    return sessionOf(this.#state);
  }

  /** Gives back why the event has no place in the state, if so. */
  feed(event: LifecycleEvent): Refused | undefined {
    const from = this.#state.kind;
    const [next, effects] = step(this.#state, event);
    this.#state = next;
    let refused: Refused | undefined;
    this.#depth += 1;
    try {
      if (next.kind !== from) {
        this.#log.debug({ from, to: next.kind }, `the game server is "${next.kind}"`);
        this.emit("stateChanged", { from, to: next.kind });
      }
      for (const effect of effects) {
        if (effect.do === "refuse") refused = effect.refused;
        else this.#carryOut(effect);
      }
    } finally {
      this.#depth -= 1;
    }
    if (this.#depth === 0) for (const send of this.#outbox.splice(0)) send();
    return refused;
  }

  emit<Name extends keyof GameServerEvents>(name: Name, event: Parameters<GameServerEvents[Name]>[0]): void {
    if (this.#depth === 0) this.events.emit(name, event);
    else this.#outbox.push(() => this.events.emit(name, event));
  }
}
