export interface BackoffLimits {
  /** The longest first pause, in milliseconds. */
  readonly firstMs: number;
  /** The longest pause ever, in milliseconds. */
  readonly longestMs: number;
}

/**
 * How long to pause before try number `attempt` (1 for the first repetition), in milliseconds: the span doubles from try
 * to try, and the pause lies at random in its upper half, so that many processes do not come back at the same moment.
 * `random` is from 0 to below 1.
 */
export function backoffMs(attempt: number, random: number, { firstMs, longestMs }: BackoffLimits): number {
  const spanMs = Math.min(longestMs, firstMs * 2 ** (attempt - 1));
  return spanMs / 2 + (random * spanMs) / 2;
}
