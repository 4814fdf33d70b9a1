import type Libsql from "libsql";
import type { Page, Slice } from "../ports/index.js";

type Value = string | number;

/** The rows asked for, and how many there are in all. */
export interface SelectedSlice {
  readonly rows: readonly { readonly row: string }[];
  readonly total: number;
}

/**
 * Rows of one table that match any of a few conditions, newest first. Only the conditions given here get into the SQL, values
 * are always bound; each combination is prepared once.
 */
export class Selector {
  readonly #db: Libsql.Database;
  readonly #table: string;
  readonly #conditions: Readonly<Record<string, string>>;
  readonly #statements = new Map<string, Libsql.Statement>();

  /** @param conditions what each part of a query means, `fleet_id = ?` for instance */
  constructor(db: Libsql.Database, table: string, conditions: Readonly<Record<string, string>>) {
    this.#db = db;
    this.#table = table;
    this.#conditions = conditions;
  }

  select(query: Readonly<Record<string, Value | undefined>>, page: Page): { readonly row: string }[] {
    const { where, values } = this.#where(query, page.beforeSeq);
    return this.#prepare(`SELECT row FROM ${this.#table} ${where} ORDER BY seq DESC LIMIT ?`).all(
      ...values,
      page.limit,
    ) as { row: string }[];
  }

  slice(query: Readonly<Record<string, Value | undefined>>, { offset, limit }: Slice): SelectedSlice {
    const { where, values } = this.#where(query);
    const { total } = this.#prepare(`SELECT count(*) AS total FROM ${this.#table} ${where}`).get(...values) as {
      total: number;
    };
    const rows = this.#prepare(`SELECT row FROM ${this.#table} ${where} ORDER BY seq DESC LIMIT ? OFFSET ?`).all(
      ...values,
      limit,
      offset,
    ) as { row: string }[];
    return { rows, total };
  }

  #where(
    query: Readonly<Record<string, Value | undefined>>,
    beforeSeq?: number,
  ): { readonly where: string; readonly values: readonly Value[] } {
    const conditions: string[] = [];
    const values: Value[] = [];
    for (const [name, condition] of Object.entries(this.#conditions)) {
      const value = query[name];
      if (value === undefined) continue;
      conditions.push(condition);
      values.push(value);
    }
    if (beforeSeq !== undefined) {
      conditions.push("seq < ?");
      values.push(beforeSeq);
    }
    return { where: conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`, values };
  }

  #prepare(sql: string): Libsql.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
