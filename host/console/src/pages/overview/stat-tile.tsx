import { useLive } from "../../live/use-live.js";
import type { Sample } from "../../live/live-state.js";
import { Sparkline } from "../../parts/chart/sparkline.js";
import "./stat-tile.css";

export interface StatTileProps {
  readonly name: string;
  readonly value: number;
  readonly text: string;
  readonly of: (sample: Sample) => number;
}

/** A count with the way it came to it. */
export function StatTile({ name, value, text, of }: StatTileProps) {
  const samples = useLive((state) => state.samples);
  return (
    <section className="stat-tile" aria-label={name}>
      <h2>{name}</h2>
      <p className="stat-tile-value">{value.toLocaleString("en")}</p>
      <p className="stat-tile-text">{text}</p>
      <Sparkline points={samples.map((sample) => [sample.atMs, of(sample)])} />
    </section>
  );
}
