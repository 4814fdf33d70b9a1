import { makeNextToken } from "../model/index.js";
import type { Key, Place } from "./order.js";

/**
 * Where a search goes on: the place of the last session that was given, not how many there were, so that pages neither skip nor
 * repeat while sessions come and go. Bound to the search it was given for, as all tokens are, and to its own place.
 */
export const makeSearchToken = ({ key, seq }: Place, query: object): string =>
  `${makeNextToken(seq, { ...query, key, seq })}-${encode(key)}`;

/** The place behind which the next page begins; undefined for a token that was not made for this search. */
export function readSearchToken(token: string, query: object): Place | undefined {
  const [, seq, key] = /^ntoken-([0-9a-z]{1,11})-[0-9a-z]+-([ns][\w-]*)$/.exec(token) ?? [];
  if (seq === undefined || key === undefined) return undefined;
  const place = { key: decode(key), seq: Number.parseInt(seq, 36) };
  return makeSearchToken(place, query) === token ? place : undefined;
}

/** A name may hold anything, half a character at its cut end too: UTF-16 keeps it as it is. */
const encode = (key: Key): string =>
  typeof key === "number" ? `n${String(key)}` : `s${Buffer.from(key, "utf16le").toString("base64url")}`;

const decode = (coded: string): Key =>
  coded.startsWith("n") ? Number(coded.slice(1)) : Buffer.from(coded.slice(1), "base64url").toString("utf16le");
