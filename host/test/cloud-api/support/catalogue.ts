import { readFileSync } from "node:fs";

/** One field of the facts file, as far as tests look at it. */
export interface FactField {
  readonly name: string;
  readonly type: string;
  readonly unsigned?: boolean;
  readonly required?: boolean;
}

export interface FactAction {
  /** GSE had it, and no SDK has. */
  readonly unpublished?: boolean;
  readonly request: readonly FactField[];
  readonly response: readonly FactField[];
  readonly errors: readonly string[];
}

export interface Facts {
  readonly platformErrors: readonly string[];
  readonly actions: Readonly<Record<string, FactAction>>;
  readonly structures: Readonly<Record<string, { readonly fields: readonly FactField[] }>>;
}

const file = new URL("../../../catalogue/cloud-api.json", import.meta.url);

/** What host/catalogue/cloud-api.json says. */
export const facts = JSON.parse(readFileSync(file, "utf8")) as Facts;
