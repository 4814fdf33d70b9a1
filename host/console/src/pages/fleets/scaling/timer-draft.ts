import type { TimerScalingPolicy } from "../../../api/catalogue.js";
import { limitsOf, problemOf, type Problem } from "../../../parts/form/limits.js";
import { whole } from "./whole.js";
import { zoneOf, type ZonedTime } from "./zoned-time.js";

export const timerKinds = ["once", "days", "month", "week"] as const;
export type TimerKind = (typeof timerKinds)[number];
export const timerModes = ["stays", "manual", "automatic"] as const;
export type TimerMode = (typeof timerModes)[number];

/** gse-semantics c.8 */
export const STOPPED = 3;

/** A timer as it is typed; "" sets nothing. */
export interface TimerDraft {
  readonly id: string | undefined;
  readonly isStopped: boolean;
  readonly name: string;
  readonly kind: TimerKind;
  /** As the browser's field has it: `2026-01-30T19:00`. */
  readonly begin: string;
  /** "": for ever. */
  readonly end: string;
  /** Ahead of UTC: `+08:00`. */
  readonly zone: string;
  readonly everyDays: string;
  readonly fromDay: string;
  readonly toDay: string;
  /** 1 is Monday. */
  readonly weekDays: readonly number[];
  readonly mode: TimerMode;
  readonly min: string;
  readonly desired: string;
  readonly max: string;
  readonly interval: string;
  readonly share: string;
}

export const newTimer = ({ local, zone }: ZonedTime): TimerDraft => ({
  ...{ id: undefined, isStopped: false, name: "", kind: "days", begin: local, end: "", zone },
  ...{ everyDays: "1", fromDay: "1", toDay: "1", weekDays: [], mode: "stays" },
  ...{ min: "", desired: "", max: "", interval: "", share: "" },
});

export function timerDraftOf(timer: TimerScalingPolicy): TimerDraft {
  const { TimerConfiguration: when = {}, TimerFleetCapacity: sets = {} } = timer;
  const { Day = 1, FromDay = 1, ToDay = 1, WeekDays = [] } = when.TimerValue ?? {};
  const begin = zoneOf(when.BeginTime ?? "");
  return {
    id: timer.TimerId,
    isStopped: timer.TimerStatus === STOPPED,
    name: timer.TimerName ?? "",
    kind: timerKinds[(when.TimerType ?? 1) - 1] ?? "once",
    begin: begin.local,
    end: when.EndTime ? zoneOf(when.EndTime).local : "",
    zone: begin.zone,
    ...{ everyDays: String(Day), fromDay: String(FromDay), toDay: String(ToDay), weekDays: WeekDays },
    mode: timerModes[sets.ScalingType ?? 0],
    min: textOf(sets.MinSize),
    desired: textOf(sets.DesiredInstances),
    max: textOf(sets.MaxSize),
    interval: textOf(sets.ScalingInterval),
    share: textOf(sets.TargetConfiguration?.TargetValue),
  };
}

const textOf = (value: number | undefined): string => (value === undefined ? "" : String(value));

export function timerRequestOf(FleetId: string, draft: TimerDraft): TimerScalingPolicy {
  const { id, isStopped, name, kind, begin, end, zone, mode, min, desired, max, interval, share } = draft;
  const given = (field: string, text: string): object => (text === "" ? {} : { [field]: Number(text) });
  return {
    ...(id !== undefined && { TimerId: id }),
    TimerName: name,
    ...(isStopped && { TimerStatus: STOPPED }),
    TimerFleetCapacity: {
      FleetId,
      ...given("MinSize", min),
      ...given("DesiredInstances", desired),
      ...given("MaxSize", max),
      ...given("ScalingInterval", interval),
      ...(mode !== "stays" && { ScalingType: mode === "manual" ? 1 : 2 }),
      ...(share !== "" && { TargetConfiguration: { TargetValue: Number(share) } }),
    },
    TimerConfiguration: {
      TimerType: ({ once: 1, days: 2, month: 3, week: 4 } as const)[kind],
      TimerValue: valueOf(draft),
      BeginTime: withZone(begin, zone),
      ...(kind !== "once" && end !== "" && { EndTime: withZone(end, zone) }),
    },
  };
}

function valueOf({ kind, everyDays, fromDay, toDay, weekDays }: TimerDraft) {
  if (kind === "days") return { Day: Number(everyDays) };
  if (kind === "month") return { FromDay: Number(fromDay), ToDay: Number(toDay) };
  return kind === "week" ? { WeekDays: weekDays } : {};
}

/** A field of a browser leaves seconds out where they are zero. */
const withZone = (local: string, zone: string): string => `${local.length === 16 ? `${local}:00` : local}${zone}`;

const isSet = (text: string): boolean => text !== "";

/** What the host holds a timer to (gse-semantics d.8, m-21); texts are for what no single field can say. */
export function timerProblems(draft: TimerDraft) {
  const { name, kind, begin, end, everyDays, fromDay, toDay, weekDays, mode, min, desired, max, interval, share } =
    draft;
  const sizes = [min, desired, max].filter(isSet).map(Number);
  return {
    name: problemOf(limitsOf("PutScalingPolicy", "Name"), name, true),
    isBeginMissing: begin === "",
    isEndEarly: kind !== "once" && end !== "" && end < begin,
    everyDays: kind === "days" ? problemOf(whole(1, 366), everyDays, true) : undefined,
    fromDay: kind === "month" ? problemOf(whole(1, 31), fromDay, true) : undefined,
    toDay: kind === "month" ? problemOf(whole(1, 31), toDay, true) : undefined,
    areDaysTurned: kind === "month" && Number(toDay) < Number(fromDay),
    isNoDay: kind === "week" && weekDays.length === 0,
    min: problemOf(whole(0), min),
    desired: problemOf(whole(0), desired),
    max: problemOf(whole(1), max),
    isOutOfOrder: sizes.some((size, index) => index > 0 && size < (sizes[index - 1] ?? 0)),
    interval: problemOf(whole(1, 30), interval),
    share: problemOf(whole(1, 99), share),
    isNothing: mode === "stays" && ![min, desired, max, interval, share].some(isSet),
  } satisfies Record<string, Problem | boolean | undefined>;
}

export const hasTimerProblem = (draft: TimerDraft): boolean =>
  Object.values(timerProblems(draft)).some((problem) => problem !== undefined && problem !== false);
