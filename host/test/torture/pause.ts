import { systemClock } from "../../src/system-clock.js";

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    systemClock.setTimeout(resolve, ms);
  });

/** Looks again and again until it is so; false when it is not within the time. */
export async function comesTrue(
  look: () => boolean | Promise<boolean>,
  withinMs: number,
  everyMs = 25,
): Promise<boolean> {
  const giveUpAtMs = systemClock.now() + withinMs;
  for (;;) {
    if (await look()) return true;
    if (systemClock.now() > giveUpAtMs) return false;
    await pause(everyMs);
  }
}
