import type { Filter } from "./filter.js";
import { readCondition } from "./read-condition.js";
import { Reader } from "./reader.js";

/** Of `(` and NOT inside each other: the parser calls itself no deeper. */
const MOST_DEPTH = 64;

/**
 * Reads a FilterExpression (gse-semantics h, m-31); one of nothing but blanks lets everything pass.
 *
 *     or        := and { OR and }
 *     and       := unary { AND unary }
 *     unary     := NOT unary | "(" or ")" | condition
 *     condition := field operator value
 * @throws ExpressionError
 */
export function parseFilter(expression: string): Filter {
  const reader = new Reader(expression);
  if (reader.isAtEnd()) return { kind: "and", of: [] };
  const filter = readOr(reader, 0);
  if (reader.isNext(")")) throw reader.error('this ")" closes nothing: take it away, or open a "(" before it');
  if (!reader.isAtEnd()) throw reader.error(`found ${reader.found()}, and AND, OR or the end must come here`);
  return filter;
}

function readOr(reader: Reader, depth: number): Filter {
  const first = readAnd(reader, depth);
  const of = [first];
  while (reader.takesWord("OR") !== undefined) of.push(readAnd(reader, depth));
  return of.length === 1 ? first : { kind: "or", of };
}

function readAnd(reader: Reader, depth: number): Filter {
  const first = readUnary(reader, depth);
  const of = [first];
  while (reader.takesWord("AND") !== undefined) of.push(readUnary(reader, depth));
  return of.length === 1 ? first : { kind: "and", of };
}

function readUnary(reader: Reader, depth: number): Filter {
  const begin = reader.at;
  const isNot = reader.takesWord("NOT") !== undefined;
  const isGroup = !isNot && reader.takes("(");
  if (!isNot && !isGroup) return readCondition(reader);
  if (depth === MOST_DEPTH)
    throw reader.error(`"(" and NOT stand more than ${String(MOST_DEPTH)} deep inside each other: ask for less`, begin);
  if (isNot) return { kind: "not", of: readUnary(reader, depth + 1) };
  const inner = readOr(reader, depth + 1);
  if (reader.takes(")")) return inner;
  if (reader.isAtEnd()) throw reader.error('this "(" is not closed: write a ")" where it ends', begin);
  throw reader.error(`found ${reader.found()}, and AND, OR or ")" must come here`);
}
