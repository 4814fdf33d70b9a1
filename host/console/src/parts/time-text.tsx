import { useLanguage, type Language } from "../i18n/language.js";
import { hostNow } from "../api/post-signed.js";
import { useNow } from "./use-now.js";

const locales: Readonly<Record<Language, string>> = { en: "en-GB", zh: "zh-CN" };

export interface TimeProps {
  /** Milliseconds since the epoch, or as the cloud API writes it; null or "": there is none, shown as a dash. */
  readonly at: number | string | null;
}

/** A time of day, with its date. */
export function TimeText({ at }: TimeProps) {
  const { language } = useLanguage();
  const atMs = toMs(at);
  if (atMs === undefined) return <span>–</span>;
  const text = new Intl.DateTimeFormat(locales[language], { dateStyle: "medium", timeStyle: "medium" }).format(atMs);
  return <time dateTime={new Date(atMs).toISOString()}>{text}</time>;
}

/** How long ago, counting; the pointer on it shows when. */
export function AgeText({ at }: TimeProps) {
  const { language } = useLanguage();
  useNow(1000);
  const atMs = toMs(at);
  if (atMs === undefined) return <span>–</span>;
  const when = new Intl.DateTimeFormat(locales[language], { dateStyle: "medium", timeStyle: "medium" }).format(atMs);
  return (
    <time dateTime={new Date(atMs).toISOString()} title={when}>
      {ageText(Math.max(0, hostNow() - atMs), language)}
    </time>
  );
}

/** How long it runs, as GSE's console wrote it: `1d 2h 3m 4s`. */
export function RunTimeText({ from, to }: { readonly from: string; readonly to: string | null }) {
  const { language } = useLanguage();
  useNow(1000);
  const fromMs = toMs(from);
  if (fromMs === undefined) return <span>–</span>;
  return <span>{durationText(Math.max(0, (toMs(to) ?? hostNow()) - fromMs), language)}</span>;
}

/** The cloud writes UTC: `2020-10-20T01:37:08Z`, and once without the letters. */
export function toMs(at: number | string | null): number | undefined {
  if (typeof at === "number") return at;
  if (at === null || at === "") return undefined;
  const atMs = Date.parse(/^\d+-\d+-\d+ \d/.test(at) ? `${at.replace(" ", "T")}Z` : at);
  return Number.isNaN(atMs) ? undefined : atMs;
}

function ageText(ageMs: number, language: Language): string {
  const format = new Intl.RelativeTimeFormat(locales[language], { numeric: "auto", style: "short" });
  const seconds = Math.floor(ageMs / 1000);
  if (seconds < 60) return format.format(-seconds, "second");
  if (seconds < 3600) return format.format(-Math.floor(seconds / 60), "minute");
  if (seconds < 86_400) return format.format(-Math.floor(seconds / 3600), "hour");
  return format.format(-Math.floor(seconds / 86_400), "day");
}

const units: Readonly<Record<Language, readonly [string, string, string, string]>> = {
  en: ["d", "h", "m", "s"],
  zh: ["天", "时", "分", "秒"],
};

function durationText(ms: number, language: Language): string {
  const seconds = Math.floor(ms / 1000);
  const counts = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  const first = counts.findIndex((count) => count > 0);
  return counts
    .map((count, n) => `${count}${units[language][n] ?? ""}`)
    .slice(first === -1 ? 3 : first)
    .join(" ");
}
