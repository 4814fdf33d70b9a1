import { useWords } from "../../i18n/language.js";
import type { Sample } from "../../live/live-state.js";
import { useLive } from "../../live/use-live.js";
import { shownSpanMs } from "../../parts/chart/shown-span.js";
import { TimeChart, type Series } from "../../parts/chart/time-chart.js";
import { useNow } from "../../parts/use-now.js";
import { words } from "./words.js";

/** Players, sessions and processes as the stream told them: since the page was opened, ten minutes at most. */
export function LiveChart() {
  const t = useWords(words);
  const samples = useLive((state) => state.samples);
  const nowMs = Math.max(useNow(1000), samples.at(-1)?.atMs ?? 0);
  const series = (name: string, colour: Series["colour"], of: (sample: Sample) => number): Series => {
    const points = samples.map((sample): [number, number] => [sample.atMs, of(sample)]);
    const last = points.at(-1);
    return { name, colour, points: last === undefined ? [] : [...points, [nowMs, last[1]]] };
  };
  const shown = [
    series(t.players, "--td-brand-color", ({ Players }) => Players),
    series(t.sessions, "--td-success-color", ({ Sessions }) => Sessions),
    series(t.processes, "--td-warning-color", ({ Processes }) => Processes),
  ];
  const label = `${t.chart}: ${shown.map(({ name, points }) => `${name} ${points.at(-1)?.[1] ?? 0}`).join(", ")}`;
  return (
    <TimeChart
      label={label}
      series={shown}
      fromMs={nowMs - shownSpanMs(samples[0]?.atMs, nowMs)}
      toMs={nowMs}
      isStepped
      heightPx={310}
    />
  );
}
