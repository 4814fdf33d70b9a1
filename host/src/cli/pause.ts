import type { Clock } from "../ports/index.js";

/** For the one case where nobody tells us when: asking a host again. */
export const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.setTimeout(resolve, ms);
  });
