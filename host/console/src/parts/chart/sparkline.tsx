import { useId } from "react";
import { shownSpanMs } from "./shown-span.js";
import { useNow } from "../use-now.js";
import "./sparkline.css";

export interface SparklineProps {
  /** Milliseconds and value, oldest first; a value holds until the next. */
  readonly points: readonly (readonly [number, number])[];
}

const WIDTH = 240;
const HEIGHT = 36;

/** The shape of a count over time, without numbers: for the eye only. */
export function Sparkline({ points }: SparklineProps) {
  const id = useId();
  const nowMs = useNow(1000);
  const path = stepPath(points, Math.max(nowMs, points.at(-1)?.[0] ?? 0));
  if (path === undefined) return null;
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <defs>
        <linearGradient id={id} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" className="sparkline-from" />
          <stop offset="1" className="sparkline-to" />
        </linearGradient>
      </defs>
      <path d={`${path}V${HEIGHT}H${path.slice(1, path.indexOf(" "))}Z`} fill={`url(#${id})`} />
      <path d={path} className="sparkline-line" />
    </svg>
  );
}

/** From the first point to now; undefined without a point. */
function stepPath(points: SparklineProps["points"], nowMs: number): string | undefined {
  const first = points[0];
  if (first === undefined) return undefined;
  const spanMs = shownSpanMs(first[0], nowMs);
  const most = Math.max(1, ...points.map(([, value]) => value));
  const x = (atMs: number): string => Math.max(0, WIDTH * (1 - (nowMs - atMs) / spanMs)).toFixed(1);
  const y = (value: number): string => (HEIGHT - 3 - (HEIGHT - 8) * (value / most)).toFixed(1);
  const steps = points.map(([atMs, value]) => `H${x(atMs)}V${y(value)}`);
  return `M${x(first[0])} ${y(first[1])}${steps.join("")}H${WIDTH}`;
}
