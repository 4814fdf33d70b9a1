import type { AgentCommand, ReplyTo } from "../model/index.js";
import type { Coverage } from "./coverage.js";
import type { Random } from "./random.js";
import type { VirtualTime } from "./virtual-time.js";
import type { Weather } from "./weather.js";

/** What everything in a simulation has at hand. */
export interface Stage {
  readonly time: VirtualTime;
  /** That of the step under way: a history stays much the same when another step is left out of it. */
  readonly random: Random;
  readonly coverage: Coverage;
  readonly weather: Weather;
  /** Nothing goes wrong any more: what is left must come to rest. */
  readonly isCalm: boolean;
  /** No commit is made. */
  readonly isDiskIll: boolean;
  /** Counts it, and writes it into the history where one is kept. */
  note(what: string, details?: () => string): void;
  /** An invariant does not hold; the simulation ends with this step. */
  broken(invariant: string, found: string): void;
  /** The way of game servers to the agent; undefined: no answer came. */
  callAgent<C extends AgentCommand>(command: C): Promise<ReplyTo<C> | undefined>;
}

/** True once in so many times, as long as things go wrong at all; 0: never. */
export const strikes = ({ isCalm, random }: Stage, oneIn: number): boolean =>
  !isCalm && oneIn > 0 && random.onceIn(oneIn);
