/** A bucket that holds `burst` messages and refills with `perSecond`: short bursts pass, a flood does not. */
export interface RateLimit {
  /** Takes one message out of the bucket; false if it is empty. */
  take(nowMs: number): boolean;
}

export function rateLimit({ burst, perSecond }: { burst: number; perSecond: number }): RateLimit {
  let left = burst;
  let filledAtMs = -Infinity;
  return {
    take(nowMs) {
      // The wall clock may step back; then the bucket just waits.
      const elapsedMs = Math.max(0, nowMs - filledAtMs);
      left = Math.min(burst, left + (elapsedMs / 1000) * perSecond);
      filledAtMs = nowMs;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
