import { changeAssets } from "./asset-load.js";
import { Chance } from "./chance.js";
import { FleetLoad } from "./fleet-load.js";
import { pause } from "./pause.js";
import type { Scene } from "./scene.js";
import { createSession, endSession, finishSession, joinSession, leaveSession, updateSession } from "./session-load.js";

const ACTORS = 3;
const LONGEST_PAUSE_MS = 40;

const weights = {
  createSession: 10,
  joinSession: 10,
  leaveSession: 2,
  finishSession: 2,
  updateSession: 2,
  endSession: 1.5,
  changeCapacity: 0.6,
  changeRuntime: 0.3,
  changeFleets: 0.8,
  changeAssets: 0.4,
} as const;

/** Users who ask for all kinds of things, until the signal; settles when none of them waits for an answer any more. */
export async function load(scene: Scene, seed: number, round: number, until: AbortSignal): Promise<void> {
  const fleets = new FleetLoad();
  const act = (chance: Chance): Promise<void> | void => {
    switch (chance.weighted(weights)) {
      case "createSession":
        return createSession(scene, chance);
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

/** Some calls at once, so that a kill right after them meets what is between disk and answer. */
export async function volley(scene: Scene, seed: number, round: number): Promise<void> {
  const chance = new Chance(seed, round, ACTORS);
  await Promise.all([
    ...Array.from({ length: 4 }, () => createSession(scene, chance)),
    ...Array.from({ length: 4 }, () => joinSession(scene, chance)),
    updateSession(scene, chance),
  ]);
}
