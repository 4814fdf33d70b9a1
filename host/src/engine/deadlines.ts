interface Entry<Id> {
  readonly id: Id;
  atMs: number;
}

/**
 * What is due when: one instant per id, the earliest first. A binary heap that knows where each id stands, so that an
 * instant can be moved or taken back in O(log n) and nothing stale is ever kept.
 */
export class Deadlines<Id extends string> {
  readonly #heap: Entry<Id>[] = [];
  readonly #places = new Map<Id, number>();

  /** The earliest instant, or undefined when nothing is due ever. */
  get nextAtMs(): number | undefined {
    return this.#heap[0]?.atMs;
  }

  set(id: Id, atMs: number): void {
    const place = this.#places.get(id);
    if (place === undefined) {
      this.#heap.push({ id, atMs });
      this.#places.set(id, this.#heap.length - 1);
      this.#rise(this.#heap.length - 1);
      return;
    }
    const entry = this.#at(place);
    if (entry.atMs === atMs) return;
    entry.atMs = atMs;
    this.#settle(place);
  }

  delete(id: Id): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#places.delete(id);
    const last = this.#heap.pop();
    if (last === undefined || last.id === id) return;
    this.#put(place, last);
    this.#settle(place);
  }

  /** The id whose instant has come, earliest first; it stays until it is moved or deleted. */
  due(nowMs: number): Id | undefined {
    const first = this.#heap[0];
    return first !== undefined && first.atMs <= nowMs ? first.id : undefined;
  }

  /** So many of the ids, earliest first; a few at a time, for each costs more than the one before. */
  first(count: number): readonly Id[] {
    const found: Id[] = [];
    const next = this.#heap.length === 0 ? [] : [0];
    while (found.length < count && next.length > 0) {
      let least = 0;
      for (let at = 1; at < next.length; at++)
        if (this.#at(next[at] ?? 0).atMs < this.#at(next[least] ?? 0).atMs) least = at;
      const [place = 0] = next.splice(least, 1);
      found.push(this.#at(place).id);
      for (const below of [2 * place + 1, 2 * place + 2]) if (below < this.#heap.length) next.push(below);
    }
    return found;
  }

  #settle(place: number): void {
    this.#sink(this.#rise(place));
  }

  #rise(from: number): number {
    let place = from;
    const entry = this.#at(place);
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#at(above);
      if (parent.atMs <= entry.atMs) break;
      this.#put(place, parent);
      place = above;
    }
    this.#put(place, entry);
    return place;
  }

  #sink(from: number): void {
    let place = from;
    const entry = this.#at(place);
    for (;;) {
      const left = 2 * place + 1;
      if (left >= this.#heap.length) break;
      const right = left + 1;
      const below = right < this.#heap.length && this.#at(right).atMs < this.#at(left).atMs ? right : left;
      const child = this.#at(below);
      if (entry.atMs <= child.atMs) break;
      this.#put(place, child);
      place = below;
    }
    this.#put(place, entry);
  }

  #at(place: number): Entry<Id> {
    const entry = this.#heap[place];
    if (entry === undefined) throw new Error(`deadline heap: no entry at ${String(place)}`);
    return entry;
  }

  #put(place: number, entry: Entry<Id>): void {
    this.#heap[place] = entry;
    this.#places.set(entry.id, place);
  }
}
