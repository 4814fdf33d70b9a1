/** What can be written at one place of the command line. */
export interface Place {
  /** The commands that lead here, e.g. `fleet create`; "" at the beginning. */
  readonly path: string;
  readonly words: readonly Completed[];
  readonly flags: readonly CompletedFlag[];
}

export interface Completed {
  readonly word: string;
  /** "" where there is nothing to say. */
  readonly says: string;
}

export interface CompletedFlag extends Completed {
  readonly takesValue: boolean;
  /** The values there are; none: any. */
  readonly values: readonly string[];
}
