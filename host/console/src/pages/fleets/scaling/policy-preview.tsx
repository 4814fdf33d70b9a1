import { useQuery } from "@tanstack/react-query";
import { useAccess } from "../../../api/use-gse.js";
import { useWords } from "../../../i18n/language.js";
import { Asked } from "../../../parts/asked.js";
import { TimeChart } from "../../../parts/chart/time-chart.js";
import { Facts } from "../../../parts/facts.js";
import { lineOf } from "../../../parts/monitoring/metrics.js";
import { monitoringWords } from "../../../parts/monitoring/words.js";
import { Notice } from "../../../parts/notice.js";
import { changesOf, hoursOf, MINUTE_MS, shortMinutesOf } from "./preview.js";
import type { ScalingPreviewAnswer } from "../../../live/wire.js";
import { scalingWords } from "./words.js";

export interface PolicyPreviewProps {
  readonly fleetId: string;
  /** As if this were the buffer; undefined: as it is. */
  readonly share: number | undefined;
  /** What the answer depends on besides, as a text: with another one it is asked for anew. */
  readonly basis: string;
}

/** What the fleet's policies would have done over the last day; reckoned by the host, as it decides. */
export function PolicyPreview({ fleetId: FleetId, share, basis }: PolicyPreviewProps) {
  const t = useWords(monitoringWords);
  const { gse } = useAccess();
  const request = { FleetId, ...(share !== undefined && { TargetPercent: share }) };
  const preview = useQuery<ScalingPreviewAnswer>({
    queryKey: ["/console/scaling-preview", "", request, basis],
    queryFn: () => gse.ask<ScalingPreviewAnswer>("/console/scaling-preview", request),
  });
  return (
    <Asked query={preview}>
      {(answer) =>
        answer.Points.length === 0 ? (
          <Notice tone="plain" title={t.none} text={t.noneText} />
        ) : (
          <Outcome answer={answer} />
        )
      }
    </Asked>
  );
}

function Outcome({ answer }: { readonly answer: ScalingPreviewAnswer }) {
  const t = useWords(scalingWords);
  const { Points, LeftOut } = answer;
  const [changes, hours, hadHours, short] = [
    changesOf(Points),
    hoursOf(Points, "Desired"),
    hoursOf(Points, "Was"),
    shortMinutesOf(Points),
  ];
  return (
    <>
      <Facts
        facts={[
          [t.previewChanges, changes],
          [t.previewHours, t.hoursOf(hours.toFixed(1), hadHours.toFixed(1))],
          [t.previewShort, t.minutesOf(short)],
        ]}
      />
      <TimeChart
        label={t.previewLabel(changes, short)}
        series={[
          {
            name: t.previewWas,
            colour: "--td-text-color-placeholder",
            points: lineOf(Points, MINUTE_MS, ({ Was }) => Was),
          },
          {
            name: t.previewDesired,
            colour: "--td-brand-color",
            points: lineOf(Points, MINUTE_MS, ({ Desired }) => Desired),
          },
        ]}
        fromMs={Points[0]?.AtMs ?? 0}
        toMs={(Points.at(-1)?.AtMs ?? 0) + MINUTE_MS}
        isStepped
        heightPx={220}
      />
      <p className="form-group-text">
        {t.previewText} {LeftOut.length > 0 && t.previewLeftOut(LeftOut.join(", "))}
      </p>
    </>
  );
}
