/** "1,4-6": the numbers of steps as they are written on a command line. */
export function toText(numbers: Iterable<number>): string {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${String(from)}-${String(to)}`)).join(",");
}

/** @throws RangeError where it is something else */
export function fromText(text: string): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const range of text.split(",")) {
    const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
    if (from === undefined) throw new RangeError(`"${range}" is no number of a step, nor a range of them like 4-6`);
    for (let number = Number(from); number <= Number(to); number++) numbers.add(number);
  }
  return numbers;
}
