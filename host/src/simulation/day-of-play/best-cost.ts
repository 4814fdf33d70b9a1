/**
 * The fewest instance minutes that keep the buffer in every minute, by somebody who knows the whole day beforehand: who needs
 * no time to set an instance up, may take away whatever is too much, but changes the size only as often as the cool-down allows.
 * @param needed instances, minute by minute
 */
export function bestCost(needed: readonly number[], cooldownMinutes: number): number {
  /** To the end of each minute, with a change of the size after it. */
  const best = [0];
  for (let end = 1; end <= needed.length; end++) {
    let least = Infinity;
    let most = 0;
    for (let begin = end - 1; begin >= 0; begin--) {
      most = Math.max(most, needed[begin] ?? 0);
      const isLongEnough = end - begin >= cooldownMinutes || begin === 0 || end === needed.length;
      if (isLongEnough) least = Math.min(least, (best[begin] ?? Infinity) + most * (end - begin));
    }
    best.push(least);
  }
  return best[needed.length] ?? 0;
}
