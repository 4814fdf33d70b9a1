import type { UndoLog } from "./undo-log.js";

interface TableOptions<Row> {
  readonly undoLog: UndoLog;
  /** A row that is not live any more leaves memory; it stays in the history. */
  readonly isLive: (row: Row) => boolean;
  /** Keeps the indexes: called with the live row before and after, undefined where there is none. */
  readonly onChange: (before: Row | undefined, after: Row | undefined) => void;
}

/**
 * The live rows of one kind, with what has changed since the last commit. Rows are never modified, only replaced, so
 * taking a change back is putting the former row in its place again.
 */
export class Table<Id extends string, Row extends { readonly id: Id }> {
  readonly #live = new Map<Id, Row>();
  readonly #changed = new Map<Id, Row>();
  readonly #options: TableOptions<Row>;

  constructor(options: TableOptions<Row>) {
    this.#options = options;
  }

  get size(): number {
    return this.#live.size;
  }

  get(id: Id): Row | undefined {
    return this.#live.get(id);
  }

  /** Also a row that ended in this very turn and is not in the history yet. */
  getChanged(id: Id): Row | undefined {
    return this.#changed.get(id);
  }

  values(): IterableIterator<Row> {
    return this.#live.values();
  }

  put(row: Row): void {
    const { id } = row;
    const liveBefore = this.#live.get(id);
    const changedBefore = this.#changed.get(id);
    this.#changed.set(id, row);
    this.#replace(id, liveBefore, this.#options.isLive(row) ? row : undefined);
    this.#options.undoLog.push(() => {
      if (changedBefore === undefined) this.#changed.delete(id);
      else this.#changed.set(id, changedBefore);
      this.#replace(id, this.#live.get(id), liveBefore);
    });
  }

  /** Takes in a row that is on disk already. */
  load(row: Row): void {
    this.#replace(row.id, this.#live.get(row.id), row);
  }

  changes(): readonly Row[] {
    return [...this.#changed.values()];
  }

  clearChanges(): void {
    this.#changed.clear();
  }

  #replace(id: Id, before: Row | undefined, after: Row | undefined): void {
    if (after === undefined) this.#live.delete(id);
    else this.#live.set(id, after);
    this.#options.onChange(before, after);
  }
}
