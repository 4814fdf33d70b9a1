/** A time of day as it is on the wall, and how far its clock is ahead of UTC. */
export interface ZonedTime {
  /** `2026-01-30T19:00` */
  readonly local: string;
  /** `+08:00` */
  readonly zone: string;
}

/** Of a time as the cloud API writes it; without a zone it is UTC. */
export function zoneOf(text: string): ZonedTime {
  const [, local = "", seconds = "", zone = ""] =
    /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/.exec(text.replace(" ", "T")) ?? [];
  return {
    local: seconds === "" || seconds === ":00" ? local : `${local}${seconds}`,
    zone: zone === "" || zone === "Z" ? "+00:00" : zone,
  };
}

/** The next full hour, on the clock of this browser. */
export function nextHour(nowMs: number): ZonedTime {
  const atMs = (Math.floor(nowMs / HOUR_MS) + 1) * HOUR_MS;
  const ahead = -new Date(atMs).getTimezoneOffset();
  return { local: new Date(atMs + ahead * MINUTE_MS).toISOString().slice(0, 16), zone: zoneText(ahead) };
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const zoneText = (minutes: number): string => {
  const ahead = Math.abs(minutes);
  const part = (value: number): string => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${part(Math.floor(ahead / 60))}:${part(ahead % 60)}`;
};

const between = ["-09:30", "-03:30", "+03:30", "+04:30", "+05:30", "+05:45", "+06:30", "+09:30", "+10:30", "+12:45"];

/** All that clocks are set to somewhere, and this one. */
export const zonesWith = (own: string): readonly string[] => {
  const hours = Array.from({ length: 27 }, (_, index) => zoneText((index - 12) * 60));
  return [...new Set([...hours, ...between, own])].sort((a, b) => minutesOf(a) - minutesOf(b));
};

const minutesOf = (zone: string): number => {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return zone.startsWith("-") ? -minutes : minutes;
};

export const zoneName = (zone: string): string => (zone === "+00:00" ? "UTC" : `UTC${zone}`);
