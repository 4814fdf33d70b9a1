export interface Player {
  readonly id: string;
  /** Milliseconds to the regions that the player's program reached. */
  readonly latencies: ReadonlyMap<string, number>;
}

export interface GroupRules {
  /** Players of a match. */
  readonly size: number;
  /** Further than this nobody shall be from where the match is. */
  readonly maxLatencyMs: number;
}

export interface Grouping<P extends Player> {
  /** Each with a region that is near enough to all of it. */
  readonly groups: readonly (readonly P[])[];
  /** Who waits on, in the same order. */
  readonly left: readonly P[];
}

/** Groups players who can play together. Who waits longest goes first, to the nearest region where there are enough. */
export function groupPlayers<P extends Player>(waiting: readonly P[], { size, maxLatencyMs }: GroupRules): Grouping<P> {
  const reaches = (player: P, region: string): boolean => (player.latencies.get(region) ?? Infinity) <= maxLatencyMs;
  const groups: (readonly P[])[] = [];
  const left: P[] = [];
  let rest = [...waiting];
  for (let first = rest[0]; first !== undefined; first = rest[0]) {
    const nearestFirst = [...first.latencies].sort(([, a], [, b]) => a - b).map(([region]) => region);
    const others = rest.slice(1);
    const groupIn = (region: string): readonly P[] =>
      others.filter((other) => reaches(other, region)).slice(0, size - 1);
    const player = first;
    const region = nearestFirst.find((one) => reaches(player, one) && groupIn(one).length === size - 1);
    if (region === undefined) {
      left.push(first);
      rest = others;
      continue;
    }
    const group = [first, ...groupIn(region)];
    groups.push(group);
    rest = rest.filter((one) => !group.includes(one));
  }
  return { groups, left };
}
