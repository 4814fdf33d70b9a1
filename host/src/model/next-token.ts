/**
 * Where a list goes on: opaque to callers, `ntoken-` as GSE's own, bound to the query it was given for. Pages follow
 * `seq`, so they neither skip nor repeat while rows come and go.
 */
export function makeNextToken(lastSeq: number, query: object): string {
  return `ntoken-${lastSeq.toString(36)}-${fingerprint(query)}`;
}

/** The `seq` below which the next page begins; undefined for a token that was not made for this query. */
export function readNextToken(token: string, query: object): number | undefined {
  const [, seq, mark] = /^ntoken-([0-9a-z]{1,11})-([0-9a-z]+)$/.exec(token) ?? [];
  return seq === undefined || mark !== fingerprint(query) ? undefined : Number.parseInt(seq, 36);
}

/** FNV-1a, 32 bits: it finds mistakes; a token grants nothing, so it needs no secret. */
function fingerprint(query: object): string {
  const text = JSON.stringify(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)));
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}
