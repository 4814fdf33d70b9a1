import type { Command, HostEvent, ReplyTo } from "../model/index.js";
import { createAlias, deleteAlias, updateAlias } from "./aliases.js";
import { createAsset, deleteAsset, updateAsset } from "./assets.js";
import { instanceRemoved, updateFleetCapacity, updateInstance } from "./capacity.js";
import { drain } from "./drain.js";
import type { Effect } from "./effects.js";
import { end, endByOperator, failOverdueActivations, forceOverdue, gone, processEnding } from "./end-process.js";
import {
  copyFleet,
  createFleet,
  deleteFleet,
  updateFleetAttributes,
  updateFleetPortSettings,
  updateRuntimeConfiguration,
} from "./fleets.js";
import { checkDueHealth, healthChecked } from "./health.js";
import { launchDone, launchExited, passLaunchDeadlines } from "./launching.js";
import { passPlacementDeadlines, placeWaiting } from "./place-waiting.js";
import { startPlacement, stopPlacement } from "./placements.js";
import { accept, join, lapseReservations, remove } from "./players.js";
import { processReady } from "./process-ready.js";
import { createQueue, deleteQueue, updateQueue } from "./queues.js";
import { resume } from "./resume.js";
import { machineMeasured } from "./room/measured.js";
import { passRestartDeadlines } from "./restarts.js";
import { deleteScalingPolicy, putScalingPolicy, startAutoScaling, stopAutoScaling } from "./scaling/policies.js";
import { runTimers } from "./scaling/run-timers.js";
import { deleteScalingTimer, putScalingTimer } from "./scaling/timers.js";
import { lookAtScaling } from "./scaling/watch.js";
import { activate, create, reportCustomData, startAnswered, terminate, update, updatePolicy } from "./sessions.js";
import type { EngineSettings } from "./settings.js";
import { instanceStepDone } from "./set-up.js";
import { done, type Turn } from "./turn.js";
import type { World } from "./world.js";

/** What a command came to. The reply and the effects may be let go once the world's changes are on disk. */
export interface Step<C extends Command> {
  readonly reply: ReplyTo<C>;
  readonly effects: readonly Effect[];
  readonly events: readonly HostEvent[];
}

export interface EngineOptions {
  readonly world: World;
  readonly settings: EngineSettings;
  /** A fresh UUID each time; the only chance that the engine knows. */
  readonly uuid: () => string;
}

/**
 * Every rule of GSE, and nothing else: no I/O, no clock, no randomness of its own. First all that is due by `nowMs`
 * happens, then the command; placements that wait get what has become free before whoever comes next. A command that throws (a fault of ours) leaves the world as it was.
 */
export function step<C extends Command>(options: EngineOptions, command: C, nowMs: number): Step<C> {
  const { world } = options;
  const mark = world.undoLog.mark();
  const turn: Turn = { ...options, nowMs, effects: [], events: [] };
  try {
    passTime(turn);
    placeWaiting(turn);
    const reply = decide(turn, command) as ReplyTo<C>;
    placeWaiting(turn);
    return { reply, effects: turn.effects, events: turn.events };
  } catch (error) {
    world.undoLog.rollBackTo(mark);
    throw error;
  }
}

function passTime(turn: Turn): void {
  lapseReservations(turn);
  failOverdueActivations(turn);
  forceOverdue(turn);
  checkDueHealth(turn);
  passLaunchDeadlines(turn);
  passRestartDeadlines(turn);
  runTimers(turn);
  lookAtScaling(turn);
  passPlacementDeadlines(turn);
  turn.world.forgetCreations(turn.nowMs);
}

function decide(turn: Turn, command: Command): ReplyTo<Command> {
  switch (command.type) {
    case "createGameServerSession":
      return create(turn, command);
    case "updateGameServerSession":
      return update(turn, command);
    case "joinGameServerSession":
      return join(turn, command);
    case "endGameServerSessionAndProcess":
      return end(turn, command);
    case "endProcess":
      return endByOperator(turn, command);
    case "processReady":
      return processReady(turn, command);
    case "activateGameServerSession":
      return activate(turn, command);
    case "acceptPlayerSession":
      return accept(turn, command);
    case "removePlayerSession":
      return remove(turn, command);
    case "updatePlayerSessionCreationPolicy":
      return updatePolicy(turn, command);
    case "terminateGameServerSession":
      return terminate(turn, command);
    case "processEnding":
      return processEnding(turn, command);
    case "reportCustomData":
      return reportCustomData(turn, command);
    case "sessionStartAnswered":
      return startAnswered(turn, command);
    case "healthChecked":
      return healthChecked(turn, command);
    case "processGone":
      return gone(turn, command);
    case "createAlias":
      return createAlias(turn, command);
    case "updateAlias":
      return updateAlias(turn, command);
    case "deleteAlias":
      return deleteAlias(turn, command);
    case "createQueue":
      return createQueue(turn, command);
    case "updateQueue":
      return updateQueue(turn, command);
    case "deleteQueue":
      return deleteQueue(turn, command);
    case "startPlacement":
      return startPlacement(turn, command);
    case "stopPlacement":
      return stopPlacement(turn, command);
    case "createAsset":
      return createAsset(turn, command);
    case "updateAsset":
      return updateAsset(turn, command);
    case "deleteAsset":
      return deleteAsset(turn, command);
    case "createFleet":
      return createFleet(turn, command);
    case "copyFleet":
      return copyFleet(turn, command);
    case "updateFleetAttributes":
      return updateFleetAttributes(turn, command);
    case "updateFleetPortSettings":
      return updateFleetPortSettings(turn, command);
    case "updateRuntimeConfiguration":
      return updateRuntimeConfiguration(turn, command);
    case "updateFleetCapacity":
      return updateFleetCapacity(turn, command);
    case "startAutoScaling":
      return startAutoScaling(turn, command);
    case "stopAutoScaling":
      return stopAutoScaling(turn, command);
    case "putScalingPolicy":
      return putScalingPolicy(turn, command);
    case "deleteScalingPolicy":
      return deleteScalingPolicy(turn, command);
    case "putScalingTimer":
      return putScalingTimer(turn, command);
    case "deleteScalingTimer":
      return deleteScalingTimer(turn, command);
    case "deleteFleet":
      return deleteFleet(turn, command);
    case "updateInstance":
      return updateInstance(turn, command);
    case "instanceStepDone":
      return instanceStepDone(turn, command);
    case "instanceRemoved":
      return instanceRemoved(turn, command);
    case "launchDone":
      return launchDone(turn, command);
    case "launchExited":
      return launchExited(turn, command);
    case "machineMeasured":
      return machineMeasured(turn, command);
    case "drain":
      return drain(turn, command);
    case "resume":
      turn.world.queueing.takeUp();
      return resume(turn);
    case "tick":
      return done(undefined);
  }
}
