import type { TimerId } from "./ids.js";

/** What a rule may look at (gse-semantics d.8); two names stand for the same share (m-18, m-19). */
export const scalingMetrics = [
  "CurrentPlayerSessions",
  "AvailableGameServerSessions",
  "PercentAvailableGameServerSessions",
  "PercentAvailableGameSessions",
  "AvailableCustomCount",
  "PercentAvailableCustomCount",
  "ActiveInstances",
  "IdleInstances",
  "PercentIdleInstances",
] as const;
export type ScalingMetric = (typeof scalingMetrics)[number];

export const scalingOperators = [">", ">=", "<", "<="] as const;
export type ScalingOperator = (typeof scalingOperators)[number];

export const adjustmentTypes = ["ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity"] as const;
export type AdjustmentType = (typeof adjustmentTypes)[number];

/** Keeps so many percent of all sessions that a fleet can host free; one of them per fleet. */
export interface TargetPolicy {
  readonly type: "TargetBased";
  readonly name: string;
  /** As it was given. */
  readonly metric: ScalingMetric;
  /** 1 to 99. */
  readonly targetPercent: number;
}

/** If the metric was so for so many minutes, then the size is adjusted. */
export interface RulePolicy {
  readonly type: "RuleBased";
  readonly name: string;
  readonly metric: ScalingMetric;
  readonly operator: ScalingOperator;
  readonly threshold: number;
  /** EvaluationPeriods: looks in a row, one each minute. */
  readonly minutes: number;
  readonly adjustmentType: AdjustmentType;
  readonly adjustment: number;
}

/** The name is its own within the fleet. */
export type ScalingPolicy = TargetPolicy | RulePolicy;

/** When a timer runs; each run at the time of day of its beginning, on the days of its own zone. */
export type TimerRuns =
  | { readonly kind: "once" }
  /** Every so many days from the beginning on. */
  | { readonly kind: "days"; readonly everyDays: number }
  /** Each month from this day to that one, both included. */
  | { readonly kind: "month"; readonly fromDay: number; readonly toDay: number }
  /** 1 is Monday, 7 is Sunday. */
  | { readonly kind: "week"; readonly weekDays: readonly number[] };

export interface TimerSchedule {
  readonly runs: TimerRuns;
  readonly beginMs: number;
  /** No run after it; null: for ever. */
  readonly endMs: number | null;
  /** Minutes that the timer's days are ahead of UTC: those that its BeginTime was written with. */
  readonly offsetMinutes: number;
}

/** What a timer sets; what is null stays as it is. */
export interface TimerCapacity {
  readonly desired: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly scalingIntervalMinutes: number | null;
  readonly mode: "manual" | "automatic" | null;
  readonly targetPercent: number | null;
}

/** A change of a fleet's capacity by the calendar (gse-semantics d.8). */
export interface ScalingTimer {
  readonly id: TimerId;
  /** Its own within the fleet. */
  readonly name: string;
  readonly capacity: TimerCapacity;
  readonly schedule: TimerSchedule;
  readonly isStopped: boolean;
  /** Null: it runs no more. */
  readonly nextRunAtMs: number | null;
}

/** What moves a fleet's size besides its owner. */
export interface FleetScaling {
  readonly policies: readonly ScalingPolicy[];
  readonly timers: readonly ScalingTimer[];
  /** When the desired number last changed, whoever changed it: policies let ScalingInterval pass; null: never. */
  readonly scaledAtMs: number | null;
}

export const noScaling: FleetScaling = { policies: [], timers: [], scaledAtMs: null };
