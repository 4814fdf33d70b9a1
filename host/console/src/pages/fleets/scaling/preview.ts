import type { ScalingPreviewPoint } from "../../../live/wire.js";

/** From one point to the next. */
export const MINUTE_MS = 60_000;

/** How often the size would have changed, the first time from what it was. */
export const changesOf = (points: readonly ScalingPreviewPoint[]): number =>
  points.filter(({ Desired, Was }, index) => Desired !== (points[index - 1]?.Desired ?? Was)).length;

/** Instance hours. */
export const hoursOf = (points: readonly ScalingPreviewPoint[], name: "Was" | "Desired"): number =>
  points.reduce((sum, point) => sum + point[name], 0) / 60;

/** Minutes in which not all sessions would have had a process. */
export const shortMinutesOf = (points: readonly ScalingPreviewPoint[]): number =>
  points.filter(({ Short }) => Short > 0).length;
