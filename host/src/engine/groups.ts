const none: ReadonlySet<never> = new Set<never>();

/** Ids under what they belong to, in the order in which they came. */
export class Groups<Owner, Id> {
  readonly #members = new Map<Owner, Set<Id>>();

  of(owner: Owner): ReadonlySet<Id> {
    return this.#members.get(owner) ?? none;
  }

  /** Follows a row from one owner to another; undefined: it had, or has, none. */
  move(row: { readonly id: Id } | undefined, from: Owner | undefined, to: Owner | undefined): void {
    if (row === undefined || from === to) return;
    if (from !== undefined) this.#leave(from, row.id);
    if (to !== undefined) this.#join(to, row.id);
  }

  #join(owner: Owner, id: Id): void {
    const members = this.#members.get(owner);
    if (members === undefined) this.#members.set(owner, new Set([id]));
    else members.add(id);
  }

  #leave(owner: Owner, id: Id): void {
    const members = this.#members.get(owner);
    members?.delete(id);
    if (members?.size === 0) this.#members.delete(owner);
  }
}
