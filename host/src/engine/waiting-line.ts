interface Place<Id> {
  readonly id: Id;
  before: Place<Id> | undefined;
  after: Place<Id> | undefined;
}

/**
 * Ids in the order in which they came. The first one, joining at the end and leaving from anywhere take the same short
 * time however many there are; a Set that is always emptied at its front has to step over the gaps first.
 */
export class WaitingLine<Id extends string> {
  readonly #places = new Map<Id, Place<Id>>();
  #first: Place<Id> | undefined;
  #last: Place<Id> | undefined;

  get size(): number {
    return this.#places.size;
  }

  /** Who has waited longest. */
  get first(): Id | undefined {
    return this.#first?.id;
  }

  /** Who has waited longest of those that fit. */
  find(fits: (id: Id) => boolean): Id | undefined {
    for (let place = this.#first; place !== undefined; place = place.after) if (fits(place.id)) return place.id;
    return undefined;
  }

  has(id: Id): boolean {
    return this.#places.has(id);
  }

  /** Who waits already keeps the place. */
  add(id: Id): void {
    if (this.#places.has(id)) return;
    const place: Place<Id> = { id, before: this.#last, after: undefined };
    if (this.#last === undefined) this.#first = place;
    else this.#last.after = place;
    this.#last = place;
    this.#places.set(id, place);
  }

  delete(id: Id): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#places.delete(id);
    if (place.before === undefined) this.#first = place.after;
    else place.before.after = place.after;
    if (place.after === undefined) this.#last = place.before;
    else place.after.before = place.before;
  }
}
