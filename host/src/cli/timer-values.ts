import { InvalidArgumentError } from "commander";

const weekDayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** `mon,wed` or `1,3`, ranges too: `mon-fri`; 1 is Monday. */
export function weekDays(text: string): readonly number[] {
  const days = new Set<number>();
  for (const part of text.toLowerCase().split(",")) {
    const [from = "", to = from, more] = part.split("-").map((day) => day.trim());
    const [first, last] = [weekDayOf(from), weekDayOf(to)];
    if (first === undefined || last === undefined || more !== undefined)
      throw new InvalidArgumentError("Give days of the week, for instance mon-fri or 6,7.");
    // From Friday to Monday goes over Sunday.
    for (let day = first; ; day = (day % 7) + 1) {
      days.add(day);
      if (day === last) break;
    }
  }
  return [...days].sort((a, b) => a - b);
}

function weekDayOf(text: string): number | undefined {
  const place = weekDayNames.findIndex((name) => text.startsWith(name));
  if (place !== -1) return place + 1;
  return /^[1-7]$/.test(text) ? Number(text) : undefined;
}

export const weekDayText = (day: number): string => weekDayNames[day - 1] ?? String(day);

/** `1-5` or `15`: days of each month. */
export function monthDays(text: string): readonly [number, number] {
  const [, from = "", to = from] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(text.trim()) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (first >= 1 && first <= last && last <= 31) return [first, last];
  throw new InvalidArgumentError("Give days of the month, for instance 1-5 or 15.");
}

/** In the zone that it names; without one, in this machine's. A time without a date is the next that the clock shows it there. */
export const instant =
  (nowMs: () => number) =>
  (text: string): string => {
    const [, date, time = "", seconds = ":00", zone] =
      /^(?:(\d{4}-\d{2}-\d{2})[T ])?(\d{2}:\d{2})(:\d{2})?(Z|[+-]\d{2}:\d{2})?$/.exec(text.trim()) ?? [];
    const on = (day: string): number => Date.parse(`${day}T${time}${seconds}${zone ?? ""}`);
    const found = date ?? [0, 1].map((days) => dayAt(nowMs() + days * DAY_MS, zone)).find((day) => on(day) > nowMs());
    if (found === undefined || Number.isNaN(on(found)))
      throw new InvalidArgumentError("Give a time such as 2026-01-31T20:00, 2026-01-31T20:00:00+08:00 or 20:00.");
    return `${found}T${time}${seconds}${zone ?? offsetOf(on(found))}`;
  };

const DAY_MS = 86_400_000;

/** The day that a calendar of that zone shows. */
function dayAt(atMs: number, zone: string | undefined): string {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(zone ?? offsetOf(atMs)) ?? [];
  const ahead = sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
  return new Date(atMs + ahead * 60_000).toISOString().slice(0, 10);
}

function offsetOf(atMs: number): string {
  const behind = new Date(atMs).getTimezoneOffset();
  const part = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  return `${behind > 0 ? "-" : "+"}${part(Math.abs(behind) / 60)}:${part(Math.abs(behind) % 60)}`;
}
