import { useState } from "react";
import { useCommand } from "../../api/use-call.js";
import { AccessContext, useAccess } from "../../api/use-gse.js";
import { useWords } from "../../i18n/language.js";
import type { PlacementRow } from "../../live/wire.js";
import { Asked } from "../../parts/asked.js";
import { ErrorText } from "../../parts/error-text.js";
import { Notice } from "../../parts/notice.js";
import { RowActions } from "../../parts/row-actions.js";
import { StatusTag } from "../../parts/status-tag.js";
import type { Column } from "../../parts/table/column.js";
import { DataTable } from "../../parts/table/data-table.js";
import { TwoLines } from "../../parts/table/two-lines.js";
import { TextButton } from "../../parts/text-button.js";
import { RunTimeText, TimeText } from "../../parts/time-text.js";
import { regionNames } from "../../parts/region-names.js";
import { SessionDialog } from "../sessions/session-dialog.js";
import { addressOf } from "../sessions/session-name.js";
import { usePlacements } from "./use-placements.js";
import { placementWords } from "./words.js";

export function PlacementList({ queue }: { readonly queue: string }) {
  const placements = usePlacements(queue);
  return <Asked query={placements}>{({ Placements }) => <PlacementTable placements={Placements} />}</Asked>;
}

function PlacementTable({ placements }: { readonly placements: readonly PlacementRow[] }) {
  const t = useWords(placementWords);
  const regions: Readonly<Record<string, string>> = useWords(regionNames);
  const stop = useCommand("StopGameServerSessionPlacement");
  const access = useAccess();
  const [opened, setOpened] = useState<PlacementRow>();
  const columns: readonly Column<PlacementRow>[] = [
    {
      key: "id",
      title: t.id,
      isHeading: true,
      show: (one) => <TwoLines first={<code>{one.PlacementId}</code>} second={<TimeText at={one.StartTime} />} />,
    },
    {
      key: "status",
      title: t.status,
      sortBy: (one) => one.Status,
      show: (one) => {
        const tag = <StatusTag of="placement" status={one.Status} />;
        if (one.StatusReason === "") return tag;
        return <TwoLines first={tag} second={<span title={one.StatusReason}>{one.StatusReason}</span>} />;
      },
    },
    {
      key: "where",
      title: t.where,
      show: (one) =>
        one.GameServerSessionRegion === "" ? (
          "–"
        ) : (
          <TwoLines
            first={regions[one.GameServerSessionRegion] ?? one.GameServerSessionRegion}
            second={one.IpAddress === "" ? "" : <code>{addressOf(one)}</code>}
          />
        ),
    },
    { key: "players", title: t.players, show: (one) => playersText(one, t.nobody) },
    {
      key: "waited",
      title: t.waited,
      width: "120px",
      align: "end",
      show: (one) => <RunTimeText from={one.StartTime} to={one.EndTime} />,
    },
    {
      key: "actions",
      title: t.actions,
      width: "130px",
      align: "end",
      show: (one) => (
        <RowActions>
          {one.Status === "PENDING" && (
            <TextButton
              isDanger
              label={t.stopOf(one.PlacementId)}
              onClick={() => stop.mutate({ PlacementId: one.PlacementId })}
            >
              {t.stop}
            </TextButton>
          )}
          {one.GameServerSessionId !== "" && (
            <TextButton label={t.sessionOf(one.PlacementId)} onClick={() => setOpened(one)}>
              {t.session}
            </TextButton>
          )}
        </RowActions>
      ),
    },
  ];
  return (
    <>
      {stop.error !== null && <ErrorText error={stop.error} />}
      <DataTable
        label={t.list}
        rows={placements}
        columns={columns}
        keyOf={(one) => `${one.PlacementId} ${one.StartTime}`}
        empty={<Notice tone="plain" title={t.none} text={t.noneText} />}
      />
      {opened !== undefined && (
        // Where it was placed, which may be another region than the one that is looked at.
        <AccessContext value={{ ...access, region: opened.GameServerSessionRegion }}>
          <SessionDialog id={opened.GameServerSessionId} onClose={() => setOpened(undefined)} />
        </AccessContext>
      )}
    </>
  );
}

/** Who has a slot; while it is waited, who was measured. */
function playersText({ PlacedPlayerSessions, PlayerLatencies }: PlacementRow, nobody: string): string {
  const placed = PlacedPlayerSessions.map(({ PlayerId }) => PlayerId);
  const measured = new Set(PlayerLatencies.map(({ PlayerId = "" }) => PlayerId));
  const names = placed.length > 0 ? placed : [...measured];
  return names.length === 0 ? nobody : names.join(", ");
}
