import type { TimerDraft } from "./timer-draft.js";
import type { TimerWords } from "./timer-words.js";
import { zoneName } from "./zoned-time.js";

/** When a timer runs, in the days and on the clock of its zone. */
export function whenText(draft: TimerDraft, t: TimerWords): string {
  const { kind, begin, zone, everyDays, fromDay, toDay, weekDays } = draft;
  const [date = "", clock = ""] = begin.split("T");
  const time = `${clock} ${zoneName(zone)}`;
  switch (kind) {
    case "once":
      return t.once(date, time);
    case "days":
      return t.everyDay(Number(everyDays), time);
    case "month":
      return t.everyMonth(Number(fromDay), Number(toDay), time);
    case "week":
      return t.everyWeek(weekDays.map((day) => t.days[day - 1] ?? "").join(t.and), time);
  }
}

/** From when on, and how long; "" for one that runs once. */
export function spanText({ kind, begin, end }: TimerDraft, t: TimerWords): string {
  if (kind === "once") return "";
  const date = (text: string): string => text.replace("T", " ");
  return end === "" ? t.from(date(begin).slice(0, 10)) : t.fromTo(date(begin).slice(0, 10), date(end));
}

/** What a timer sets: "automatic, at least 3, buffer 30 %". */
export function setsText({ mode, min, desired, max, interval, share }: TimerDraft, t: TimerWords): string {
  const { setsOf } = t;
  const numbers = [
    [min, setsOf.min],
    [desired, setsOf.desired],
    [max, setsOf.max],
    [interval, setsOf.interval],
    [share, setsOf.share],
  ] as const;
  return [
    ...(mode === "stays" ? [] : [setsOf.mode[mode]]),
    ...numbers.flatMap(([text, words]) => (text === "" ? [] : [words(Number(text))])),
  ].join(t.and);
}
