import type { Constraints } from "../gen/cloud-api.js";

export const hasSize = (size: number, { min, max }: Constraints): boolean =>
  (min === undefined || size >= min) && (max === undefined || size <= max);

/** Characters, or UTF-8 bytes where the catalogue counts those. An emoji is one character. */
export function sizeOf(text: string, { unit }: Constraints): number {
  if (unit === "bytes") return new TextEncoder().encode(text).length;
  let size = 0;
  for (const _ of text) size++;
  return size;
}

export function hasForm(text: string, { pattern, format }: Constraints): boolean {
  // Half a character cannot be stored or sent on as UTF-8: it would come back as another text.
  if (/\p{Surrogate}/u.test(text)) return false;
  if (pattern !== undefined && !pattern.test(text)) return false;
  return format !== "cidr" || isCidr(text);
}

function isCidr(text: string): boolean {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  return parts !== null && parts.slice(1, 5).every((byte) => Number(byte) <= 255) && Number(parts[5]) <= 32;
}
