import { Random } from "../random.js";

export const MINUTE_MS = 60_000;
export const MINUTES_OF_DAY = 1_440;

/** One game: when it is asked for, how long it lasts, how many play. */
export interface Game {
  readonly beginsAtMs: number;
  readonly lastsMs: number;
  readonly players: number;
}

/** The day begins where it is quietest. */
export const FIRST_HOUR = 4;

/** How busy each hour of the clock is, against the others: a quiet night, noon, the evening's peak. */
const hours = [16, 9, 5, 3, 3, 4, 8, 14, 20, 24, 28, 38, 50, 42, 34, 34, 40, 52, 66, 84, 100, 94, 66, 34] as const;

/** Something begins at half past seven in the evening, and everybody wants to see it. */
const EVENT_AT_MINUTE = 19 * 60 + 30;
const EVENT_MINUTES = 12;
const EVENT_FACTOR = 1.5;

/** Games of 5 to 25 minutes with 4 to 12 players, a day of them, in the order of their beginnings; the same for the same seed. */
export function dayOfGames(seed: number, players: number, fromMs: number): readonly Game[] {
  const weights = Array.from({ length: MINUTES_OF_DAY }, (_, minute) => weightOf(minute));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const games: Game[] = [];
  let seated = 0;
  for (const [minute, weight] of weights.entries()) {
    const random = new Random(seed, minute);
    // A minute is a little busier or quieter than it should be.
    const wanted = (players / 8) * (weight / whole) * (0.85 + random.below(301) / 1_000);
    const count = Math.floor(wanted) + (random.below(1_000) < (wanted % 1) * 1_000 ? 1 : 0);
    const begins = Array.from({ length: count }, () => random.below(MINUTE_MS)).sort((a, b) => a - b);
    for (const ms of begins) {
      const seats = random.between(4, 12);
      seated += seats;
      games.push({
        beginsAtMs: fromMs + minute * MINUTE_MS + ms,
        lastsMs: random.between(300, 1_500) * 1_000,
        players: seats,
      });
    }
  }
  // What chance left out of the number that was asked for plays at the side of others.
  const random = new Random(seed, MINUTES_OF_DAY);
  for (const beside = [...games]; seated < players && beside.length > 0; seated += 8)
    games.push({ ...random.pick(beside), players: 8 });
  return games.sort((one, other) => one.beginsAtMs - other.beginsAtMs);
}

function weightOf(sinceBegin: number): number {
  const minute = (sinceBegin + FIRST_HOUR * 60) % MINUTES_OF_DAY;
  const hour = Math.floor(minute / 60);
  const [from, to] = [hours[hour] ?? 0, hours[(hour + 1) % 24] ?? 0];
  const weight = from + ((to - from) * (minute % 60)) / 60;
  const isEvent = minute >= EVENT_AT_MINUTE && minute < EVENT_AT_MINUTE + EVENT_MINUTES;
  return isEvent ? weight * EVENT_FACTOR : weight;
}
