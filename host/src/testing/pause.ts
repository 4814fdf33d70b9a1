import type { Clock } from "../ports/index.js";

export const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.setTimeout(resolve, ms);
  });

export const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
