import { strikes, type Stage } from "./stage.js";

/** What a game server does that it should not; the first is what a good one does. */
export const manners = [
  "good",
  "crashesBeforeReady",
  "neverReady",
  "crashesSoon",
  "crashesLater",
  "hangs",
  "turnsSick",
  "readyTwice",
  "portOutside",
  "comesAndGoes",
  "refusesSessions",
  "neverAnswersStart",
  "neverActivates",
  "ignoresTerminate",
  "exitsAtTerminate",
  "staysAfterEnding",
] as const;
export type Manner = (typeof manners)[number];

/** How a game server behaves: drawn once, when its process starts. */
export interface Temper {
  readonly manner: Manner;
  readonly bootMs: number;
  readonly gameMs: number;
  /** Ends itself after its first game. */
  readonly hostsOnce: boolean;
  readonly activatesWithinStart: boolean;
  /** A script starts it: it calls under another pid than the one that was launched. */
  readonly isStartedByScript: boolean;
}

/** What a package may be: as drawn, or the same for every server in it. */
export const packageKinds = ["sound", "crashesBeforeReady", "crashesSoon", "neverReady", "portOutside"] as const;
export type PackageKind = (typeof packageKinds)[number];

export function anyTemper(stage: Stage, packageKind: PackageKind): Temper {
  const { random, weather } = stage;
  const isBad = strikes(stage, weather.badServers);
  const manner = packageKind !== "sound" && !stage.isCalm ? packageKind : isBad ? random.pick(manners) : "good";
  return {
    manner,
    bootMs: random.onceIn(8) ? 0 : random.between(20, random.onceIn(5) ? 20_000 : 1_500),
    gameMs: random.between(1_000, random.onceIn(4) ? 400_000 : 60_000),
    hostsOnce: random.onceIn(4),
    activatesWithinStart: random.onceIn(3),
    isStartedByScript: random.onceIn(6),
  };
}
