export interface ByteRange {
  readonly from: number;
  /** The first byte that does not belong to it. */
  readonly to: number;
}

/**
 * What a `Range` header asks of something so long: undefined for all of it (no header, or one that this host does not
 * serve, such as several ranges), "none" for what lies beyond its end (RFC 9110, 14.1.2).
 */
export function byteRange(header: string | undefined, size: number): ByteRange | "none" | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  if (first === "")
    return size === 0 || Number(last) === 0 ? "none" : { from: Math.max(0, size - Number(last)), to: size };
  if (last !== "" && Number(last) < Number(first)) return undefined;
  if (Number(first) >= size) return "none";
  return { from: Number(first), to: last === "" ? size : Math.min(size, Number(last) + 1) };
}
