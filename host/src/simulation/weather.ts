import type { Random } from "./random.js";

/** What is done to the host, its disk, its clock and its processes from outside. */
export const blows = [
  "kill a process",
  "hang a process",
  "let a process exit",
  "start a process by hand",
  "call as somebody else",
  "break the connections",
  "kill the host",
  "kill the host before a commit",
  "kill the host after a commit",
  "kill the host amid effects",
  "close the host",
  "drain the host",
  "reboot the machine",
  "measure the machine",
  "fill the disk",
  "fail some commits",
  "jump forward",
  "jump back",
] as const;
export type Blow = (typeof blows)[number];

/**
 * What goes wrong in one simulation, and how often: each has a climate of its own, so that some faults are met alone and
 * others in company. Numbers are "once in so many times", 0 for never.
 */
export interface Weather {
  /** Calls of the agent that are lost, or whose answer is; callbacks as well. */
  readonly lostCalls: number;
  readonly doubledCalls: number;
  readonly lateCalls: number;
  /** Steps of setting an instance up that fail or never end. */
  readonly failedSetUps: number;
  readonly failedLaunches: number;
  readonly failedRemovals: number;
  /** Processes that a first SIGKILL does not end. */
  readonly hardDeaths: number;
  /** Game servers that do something that they should not. */
  readonly badServers: number;
  /** Packages whose game servers cannot work at all. */
  readonly badPackages: number;
  /** How many pids there are: with few of them they come again soon. */
  readonly pids: number;
  /** Steps that are blows, and how often each of them is chosen. */
  readonly blows: number;
  readonly weights: Readonly<Record<Blow, number>>;
  /** Any fleet that is only a name is served, as by `gse dev`. */
  readonly servesAnyFleet: boolean;
  /** Not so in `gse dev`, where a game server may stand at a breakpoint. */
  readonly endsUnhealthyProcesses: boolean;
}

export function anyWeather(random: Random): Weather {
  const rate = (...rates: readonly number[]): number => random.pick([0, ...rates]);
  const weights = blows.map((blow) => [blow, random.pick([0, 1, 4])] as const);
  return {
    lostCalls: rate(4, 12, 40),
    doubledCalls: rate(4, 12, 40),
    lateCalls: rate(4, 12, 40),
    failedSetUps: rate(4, 12),
    failedLaunches: rate(3, 12),
    failedRemovals: rate(2, 6),
    hardDeaths: rate(2, 6),
    badServers: rate(2, 4, 10),
    badPackages: rate(3, 8),
    pids: random.pick([40, 1_000]),
    blows: rate(4, 10, 30),
    weights: {
      ...(Object.fromEntries(weights) as Record<Blow, number>),
      // So that there always is something to choose.
      "kill a process": 1,
    },
    servesAnyFleet: random.onceIn(2),
    endsUnhealthyProcesses: !random.onceIn(4),
  };
}
