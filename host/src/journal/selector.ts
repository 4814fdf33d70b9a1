import type Libsql from "libsql";
import type { Page } from "../ports/index.js";

/**
 * Rows of one table that match any of a few columns, newest first. Only column names given here get into the SQL, values
 * are always bound; each combination is prepared once.
 */
export class Selector {
  readonly #db: Libsql.Database;
  readonly #table: string;
  readonly #columns: Readonly<Record<string, string>>;
  readonly #statements = new Map<string, Libsql.Statement>();

  constructor(db: Libsql.Database, table: string, columns: Readonly<Record<string, string>>) {
    this.#db = db;
    this.#table = table;
    this.#columns = columns;
  }

  select(query: Readonly<Record<string, string | undefined>>, page: Page): { readonly row: string }[] {
    const conditions: string[] = [];
    const values: (string | number)[] = [];
    for (const [name, column] of Object.entries(this.#columns)) {
      const value = query[name];
      if (value === undefined) continue;
      conditions.push(`${column} = ?`);
      values.push(value);
    }
    if (page.beforeSeq !== undefined) {
      conditions.push("seq < ?");
      values.push(page.beforeSeq);
    }
    const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
    return this.#prepare(`SELECT row FROM ${this.#table} ${where} ORDER BY seq DESC LIMIT ?`).all(
      ...values,
      page.limit,
    ) as { row: string }[];
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
