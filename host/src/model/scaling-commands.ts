import type { Fleet } from "./fleet.js";
import type { FleetId, TimerId } from "./ids.js";
import type { ScalingPolicy, TimerCapacity, TimerSchedule } from "./scaling.js";

/** What the cloud API asks of the scaling of fleets. Shapes and ranges of single fields were checked before. */
export type ScalingCommand =
  /** StartFleetActions and StopFleetActions of AUTO_SCALING. */
  | { readonly type: "startAutoScaling"; readonly fleetId: FleetId }
  | { readonly type: "stopAutoScaling"; readonly fleetId: FleetId }
  /** The one of that name, if there is one, is replaced. */
  | { readonly type: "putScalingPolicy"; readonly fleetId: FleetId; readonly policy: ScalingPolicy }
  /** Without a name: all of the fleet's. */
  | { readonly type: "deleteScalingPolicy"; readonly fleetId: FleetId; readonly name?: string }
  | {
      /** With an id it takes the place of that one; null: a new one. */
      readonly type: "putScalingTimer";
      readonly timerId: TimerId | null;
      readonly fleetId: FleetId;
      readonly name: string;
      readonly capacity: TimerCapacity;
      readonly schedule: TimerSchedule;
      readonly isStopped: boolean;
    }
  | { readonly type: "deleteScalingTimer"; readonly timer: TimerMeant };

/** Which timer: by its id, or by its name on a fleet. */
export type TimerMeant = { readonly timerId: TimerId } | { readonly fleetId: FleetId; readonly name: string };

export interface ScalingReplies {
  startAutoScaling: Fleet;
  stopAutoScaling: Fleet;
  putScalingPolicy: Fleet;
  deleteScalingPolicy: undefined;
  putScalingTimer: Fleet;
  deleteScalingTimer: undefined;
}
