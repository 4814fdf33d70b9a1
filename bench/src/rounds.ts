/**
 * Asks all subjects in turn, round after round, every other round in reverse: what drifts, drifts for all. Gives back
 * each subject's answers in the order of the rounds.
 */
export async function inRounds<Subject, Answer>(
  subjects: readonly Subject[],
  rounds: number,
  ask: (subject: Subject) => Promise<Answer>,
): Promise<ReadonlyMap<Subject, readonly Answer[]>> {
  const answers = new Map<Subject, Answer[]>(subjects.map((subject) => [subject, []]));
  for (let round = 0; round < rounds; round++) {
    const turn = round % 2 === 0 ? subjects : [...subjects].reverse();
    for (const subject of turn) answers.get(subject)?.push(await ask(subject));
  }
  return answers;
}

export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

/** How much more the one is than the other: the median of the ratios within each round. */
export const medianRatio = (values: readonly number[], to: readonly number[]): number =>
  median(values.map((value, round) => value / (to[round] ?? NaN)));
