import { bestCost } from "./best-cost.js";
import { FIRST_HOUR, MINUTE_MS, MINUTES_OF_DAY } from "./demand.js";
import type { Day, Minute } from "./play-day.js";

/** A day may cost so much more than the best possible. */
const MOST_ABOVE_BEST_PERCENT = 10;

/** From a need to instances that take sessions, besides the cool-down: a look each minute, and the set-up. */
const LOOK_AND_SET_UP_MINUTES = 2;

const lagOf = ({ cooldownMinutes }: Day["options"]): number => LOOK_AND_SET_UP_MINUTES + cooldownMinutes;

export interface Report {
  readonly text: string;
  /** What should not have been, in words. */
  readonly faults: readonly string[];
}

export interface Figures {
  readonly instanceHours: number;
  readonly bestHours: number;
  readonly aboveBestPercent: number;
  readonly expansions: number;
  readonly reductions: number;
  /** An expansion after a reduction, or the other way round. */
  readonly turns: number;
  readonly minutesBelow: number;
  /** The longest time in a row below the buffer. */
  readonly longestBelow: number;
  readonly leastFree: number;
  /** Minutes in which there were fewer instances than the buffer took in each of the minutes that a lag may last. */
  readonly minutesLate: number;
  readonly peak: Minute;
}

export function figuresOf({ minutes, actions, options }: Day): Figures {
  const best = bestCost(
    minutes.map(({ needed }) => needed),
    options.cooldownMinutes,
  );
  const paid = minutes.reduce((sum, minute) => sum + minute.paid, 0);
  let [longestBelow, below] = [0, 0];
  for (const { free } of minutes) {
    below = free < options.targetPercent ? below + 1 : 0;
    longestBelow = Math.max(longestBelow, below);
  }
  const ups = actions.map(({ from, to }) => to > from);
  const [first] = minutes;
  if (first === undefined) throw new Error("there is no minute to tell of");
  return {
    instanceHours: paid / 60,
    bestHours: best / 60,
    aboveBestPercent: ((paid - best) * 100) / best,
    expansions: ups.filter((isUp) => isUp).length,
    reductions: ups.filter((isUp) => !isUp).length,
    turns: ups.filter((isUp, place) => place > 0 && isUp !== ups[place - 1]).length,
    minutesBelow: minutes.filter(({ free }) => free < options.targetPercent).length,
    longestBelow,
    leastFree: Math.min(...minutes.map(({ free }) => free)),
    minutesLate: minutes.filter(({ active }, at) => {
      const lag = minutes.slice(Math.max(0, at - lagOf(options)), at + 1);
      return at >= lagOf(options) && active < Math.min(...lag.map(({ needed }) => needed));
    }).length,
    peak: minutes.reduce((most, minute) => (minute.sessions > most.sessions ? minute : most), first),
  };
}

export function reportOf(day: Day): Report {
  const figures = figuresOf(day);
  const faults = faultsOf(day, figures);
  return {
    text: [
      ...chartOf(day),
      "",
      ...linesOf(day, figures),
      ...faults.map((fault) => `NOT AS IT SHOULD BE: ${fault}`),
    ].join("\n"),
    faults,
  };
}

function faultsOf({ refused, cut, options, actions }: Day, figures: Figures): readonly string[] {
  const most = MINUTES_OF_DAY / options.cooldownMinutes;
  const soon = actions.filter(
    ({ atMs }, place) => atMs - (actions[place - 1]?.atMs ?? -Infinity) < options.cooldownMinutes * MINUTE_MS,
  );
  return [
    ...(refused > 0 ? [`${count(refused)} games found no process`] : []),
    ...(cut > 0 ? [`${count(cut)} games were cut`] : []),
    ...(figures.minutesLate > 0
      ? [`in ${count(figures.minutesLate)} minutes the buffer lagged for more than ${String(lagOf(options))} minutes`]
      : []),
    ...(figures.aboveBestPercent > MOST_ABOVE_BEST_PERCENT
      ? [`it cost ${percent(figures.aboveBestPercent)} more than the best`]
      : []),
    ...(actions.length > most || soon.length > 0
      ? [`${count(actions.length)} changes of the size, ${count(soon.length)} of them within the cool-down`]
      : []),
  ];
}

function linesOf(day: Day, figures: Figures): readonly string[] {
  const { options, games, players, refused, cut, commands } = day;
  const { peak } = figures;
  return [
    `${count(players)} players in ${count(games)} games, ${count(commands)} commands to the engine; ${count(peak.sessions)} games at once at the peak`,
    `buffer ${String(options.targetPercent)} %, cool-down ${String(options.cooldownMinutes)} min, ${String(options.processesPerInstance)} processes per instance, FullProtection`,
    `games that found no process: ${count(refused)}; games that were cut: ${count(cut)}`,
    `changes of the size: ${count(figures.expansions + figures.reductions)} (${count(figures.expansions)} up, ${count(figures.reductions)} down, ${count(figures.turns)} turns), of ${count(MINUTES_OF_DAY / options.cooldownMinutes)} that the cool-down allows`,
    `below the buffer: ${count(figures.minutesBelow)} of ${count(MINUTES_OF_DAY)} minutes, ${count(figures.longestBelow)} in a row at most; never less than ${percent(figures.leastFree)} free`,
    `  of instances that were needed all the last ${String(lagOf(options))} min (a look each minute, the set-up, the cool-down) there were too few in ${count(figures.minutesLate)} minutes`,
    `cost: ${count(figures.instanceHours)} instance hours; the best possible under the same cool-down, knowing the day beforehand: ${count(figures.bestHours)}; ${percent(figures.aboveBestPercent)} above`,
  ];
}

const WIDTH = 60;
const MINUTES_OF_LINE = 30;

/** Half an hour a line: games as a bar, the instances that are paid for as what is around it. */
function chartOf({ minutes, options }: Day): readonly string[] {
  const most = Math.max(...minutes.map(({ paid }) => paid * options.processesPerInstance));
  const cells = (value: number): number => Math.round((value * WIDTH) / most);
  const lines = [`time   games  instances  free   ${"█ games  ░ free".padEnd(WIDTH)}`];
  for (let at = 0; at < minutes.length; at += MINUTES_OF_LINE) {
    const span = minutes.slice(at, at + MINUTES_OF_LINE);
    const mean = (of: (minute: Minute) => number): number =>
      span.reduce((sum, minute) => sum + of(minute), 0) / span.length;
    const games = mean(({ sessions }) => sessions);
    const paid = mean((minute) => minute.paid);
    const bar = "█".repeat(cells(games)).padEnd(cells(paid * options.processesPerInstance), "░");
    lines.push(
      `${timeOf(at)} ${count(games).padStart(7)} ${paid.toFixed(1).padStart(10)} ${percent(Math.min(...span.map(({ free }) => free))).padStart(7)}  ${bar}`,
    );
  }
  return lines;
}

const timeOf = (minute: number): string =>
  `${String((Math.floor(minute / 60) + FIRST_HOUR) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

const count = (value: number): string => Math.round(value).toLocaleString("en-US");

const percent = (value: number): string => `${value.toFixed(1)} %`;
