import { makeNextToken, readNextToken } from "../model/index.js";
import type { Page } from "../ports/index.js";
import { ApiRefusal } from "./api-refusal.js";

/** gse-semantics m-27; the most is 100, held by the catalogue. */
export const DEFAULT_LIMIT = 20;

export interface PageRequest {
  readonly Limit?: number | undefined;
  readonly NextToken?: string | undefined;
}

/**
 * One page of a list, and the token of the next: "" when there is none.
 * @param query what the list is of; a token serves for the same query only
 * @param read rows of that query, newest first
 * @param newestSeq the highest `seq` given so far, undefined for none
 * @throws ApiRefusal `InvalidParameterValue` for a token that was not given for this query, or by other data
 */
export function readPage<Row extends { readonly seq: number }>(
  request: PageRequest,
  query: object,
  read: (page: Page) => readonly Row[],
  newestSeq: () => number | undefined,
): { readonly rows: readonly Row[]; readonly nextToken: string } {
  const limit = request.Limit ?? DEFAULT_LIMIT;
  const token = request.NextToken ?? "";
  const beforeSeq = token === "" ? undefined : readNextToken(token, query);
  if (token !== "" && (beforeSeq === undefined || beforeSeq > (newestSeq() ?? 0))) throw notOfThisQuery(token);

  // One more than asked for tells whether there is a next page.
  const found = read({ limit: limit + 1, ...(beforeSeq === undefined ? {} : { beforeSeq }) });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextToken: found.length > limit && last !== undefined ? makeNextToken(last.seq, query) : "" };
}

/** A token that was not given for this query, or by other data. */
export const notOfThisQuery = (token: string): ApiRefusal =>
  new ApiRefusal(
    "InvalidParameterValue",
    `the parameter "NextToken" is ${JSON.stringify(token.slice(0, 64))}, which was not given for this query; ` +
      `give the one of the page before, with the other parameters unchanged, or leave it out to begin anew`,
  );
