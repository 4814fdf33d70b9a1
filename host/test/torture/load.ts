import { changeAssets } from "./asset-load.js";
import { Chance } from "./chance.js";
import { FleetLoad } from "./fleet-load.js";
import { pause } from "./pause.js";
import { lookAtPlacement, startPlacement, stopPlacement } from "./placement-load.js";
import { changeQueue } from "./queue-load.js";
import type { Scene } from "./scene.js";
import { createSession, endSession, finishSession, joinSession, leaveSession, updateSession } from "./session-load.js";

const ACTORS = 3;
const LONGEST_PAUSE_MS = 40;
/** More than there are processes. */
const CROWD = 5;

const weights = {
  createSession: 10,
  // Whoever waits is served first: with many more nobody would get a session in another way.
  startPlacement: 0.2,
  lookAtPlacement: 2,
  stopPlacement: 0.5,
  joinSession: 10,
  leaveSession: 2,
  finishSession: 2,
  updateSession: 2,
  endSession: 1.5,
  changeCapacity: 0.6,
  changeRuntime: 0.3,
  changeFleets: 0.8,
  changeQueue: 0.4,
  changeAssets: 0.4,
} as const;

/** Users who ask for all kinds of things, until the signal; settles when none of them waits for an answer any more. */
export async function load(scene: Scene, seed: number, round: number, until: AbortSignal): Promise<void> {
  const fleets = new FleetLoad();
  const act = (chance: Chance): Promise<void> | void => {
    switch (chance.weighted(weights)) {
      case "createSession":
        return createSession(scene, chance);
      case "startPlacement":
        return startPlacement(scene, chance);
      case "lookAtPlacement":
        return lookAtPlacement(scene, chance);
      case "stopPlacement":
        return stopPlacement(scene, chance);
      case "joinSession":
        return joinSession(scene, chance);
      case "leaveSession":
        return leaveSession(scene, chance);
      case "finishSession":
        return finishSession(scene, chance);
      case "updateSession":
        return updateSession(scene, chance);
      case "endSession":
        return endSession(scene, chance);
      case "changeCapacity":
        return fleets.changeCapacity(scene, chance);
      case "changeRuntime":
        return fleets.changeRuntime(scene, chance);
      case "changeFleets":
        return fleets.changeFleets(scene, chance);
      case "changeQueue":
        return changeQueue(scene, chance);
      case "changeAssets":
        return changeAssets(scene, chance);
    }
  };
  const actor = async (number: number): Promise<void> => {
    const chance = new Chance(seed, round, number);
    while (!until.aborted) {
      await act(chance);
      await pause(chance.between(0, LONGEST_PAUSE_MS));
    }
  };
  await Promise.all(Array.from({ length: ACTORS }, (_, number) => actor(number)));
}

/** So many ask to be placed at once that some of them wait through a kill right after that. */
export async function crowd(scene: Scene, seed: number, round: number): Promise<void> {
  const chance = new Chance(seed, round, ACTORS);
  await Promise.all(Array.from({ length: CROWD }, () => startPlacement(scene, chance)));
}

/** Some calls at once, so that a kill right after them meets what is between disk and answer. */
export async function volley(scene: Scene, seed: number, round: number): Promise<void> {
  const chance = new Chance(seed, round, ACTORS + 1);
  await Promise.all([
    ...Array.from({ length: 4 }, () => createSession(scene, chance)),
    ...Array.from({ length: 4 }, () => joinSession(scene, chance)),
    updateSession(scene, chance),
    ...(chance.happens(0.2) ? [startPlacement(scene, chance), stopPlacement(scene, chance)] : []),
  ]);
}
