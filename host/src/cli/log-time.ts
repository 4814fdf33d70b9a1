/** `2026-01-31T23:59:59.001+0800`: GSE Local's `ts` (gse-semantics j). */
export function logTime(atMs: number, offsetMinutes: number = localOffsetMinutes(atMs)): string {
  const local = new Date(atMs + offsetMinutes * 60_000).toISOString().slice(0, -1);
  const sign = offsetMinutes < 0 ? "-" : "+";
  const minutes = Math.abs(offsetMinutes);
  return `${local}${sign}${twoDigits(Math.floor(minutes / 60))}${twoDigits(minutes % 60)}`;
}

/** `23:59:59.001`, for people. */
export const clockTime = (atMs: number, offsetMinutes?: number): string => logTime(atMs, offsetMinutes).slice(11, 23);

const localOffsetMinutes = (atMs: number): number => -new Date(atMs).getTimezoneOffset();

const twoDigits = (value: number): string => String(value).padStart(2, "0");
