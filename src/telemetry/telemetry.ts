/** A question and its answer, in one direction or the other. */
export interface Exchange {
  /** "call": to the agent; "callback": from it. */
  readonly kind: "call" | "callback";
  /** As the rpc is called in proto. */
  readonly name: string;
  /** Of a callback, which brings none, our own. */
  readonly requestId: string;
  readonly gameServerSessionId?: string | undefined;
}

export type Outcome =
  | "ok"
  | "refused" //     the answer was no
  | "unreachable" // no answer came
  | "aborted" //     the caller's signal ended it
  | "failed"; //     a mistake, here or in a callback's handler

export interface Ending {
  readonly outcome: Outcome;
  readonly durationMs: number;
  /** Of what went wrong: a GSE name, and why. */
  readonly code?: string | undefined;
  readonly reason?: string | undefined;
  readonly message?: string | undefined;
}

/** One exchange under way. */
export interface Observation {
  /** What is begun inside belongs to this exchange. */
  within<Result>(run: () => Result): Result;
  retried(why: string): void;
  ended(ending: Ending): void;
}

/** Who watches from outside. Nothing of it throws. */
export interface Telemetry {
  begin(exchange: Exchange): Observation | undefined;
  healthChecked(isHealthy: boolean): void;
  playerAccepted(): void;
  playerRefused(reason: string): void;
  /** Players in the game now: so many more, or less. */
  playersChanged(by: number): void;
}
