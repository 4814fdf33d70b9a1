import { useState, type ReactNode } from "react";
import { Link, useNavigate } from "react-router";
import type { FleetAttributes } from "../../api/catalogue.js";
import { useWords } from "../../i18n/language.js";
import { RowActions } from "../../parts/row-actions.js";
import { StatusTag } from "../../parts/status-tag.js";
import type { Column } from "../../parts/table/column.js";
import { DataTable } from "../../parts/table/data-table.js";
import { TwoLines } from "../../parts/table/two-lines.js";
import { TextButton } from "../../parts/text-button.js";
import { AgeText, toMs } from "../../parts/time-text.js";
import { DeleteFleet } from "./delete-fleet.js";
import { useFleetCounts } from "./use-fleet-counts.js";
import { fleetWords } from "./words.js";

export interface FleetTableProps {
  readonly fleets: readonly FleetAttributes[];
  readonly empty: ReactNode;
  readonly foot: ReactNode;
}

export function FleetTable({ fleets, empty, foot }: FleetTableProps) {
  const t = useWords(fleetWords);
  const navigate = useNavigate();
  const countsOf = useFleetCounts(fleets.map(({ FleetId }) => FleetId));
  const [asked, setAsked] = useState<FleetAttributes>();
  const columns: readonly Column<FleetAttributes>[] = [
    {
      key: "name",
      title: t.name,
      isHeading: true,
      sortBy: ({ Name }) => Name,
      show: ({ FleetId, Name }) => (
        <TwoLines first={<Link to={`/fleets/${FleetId}`}>{Name}</Link>} second={<code>{FleetId}</code>} />
      ),
    },
    {
      key: "status",
      title: t.status,
      width: "120px",
      sortBy: ({ Status }) => Status,
      show: ({ Status }) => <StatusTag of="fleet" status={Status} />,
    },
    {
      key: "instances",
      title: t.instances,
      width: "106px",
      align: "end",
      show: ({ FleetId }) => {
        const counts = countsOf(FleetId);
        return counts === undefined ? "–" : t.instancesOf(counts.active, counts.desired);
      },
    },
    ...(["processes", "sessions", "players"] as const).map((key): Column<FleetAttributes> => ({
      key,
      title: t[key],
      width: "106px",
      align: "end",
      sortBy: ({ FleetId }) => countsOf(FleetId)?.[key] ?? 0,
      show: ({ FleetId }) => countsOf(FleetId)?.[key] ?? "–",
    })),
    {
      key: "created",
      title: t.created,
      width: "120px",
      sortBy: ({ CreationTime }) => toMs(CreationTime) ?? 0,
      show: ({ CreationTime }) => <AgeText at={CreationTime} />,
    },
    {
      key: "actions",
      title: t.actions,
      width: "130px",
      align: "end",
      show: (fleet) => (
        <RowActions>
          <TextButton label={t.copyOf(fleet.Name)} onClick={() => void navigate(`/fleets/new?copy=${fleet.FleetId}`)}>
            {t.copy}
          </TextButton>
          <TextButton isDanger label={t.removeOf(fleet.Name)} onClick={() => setAsked(fleet)}>
            {t.remove}
          </TextButton>
        </RowActions>
      ),
    },
  ];
  return (
    <>
      <DataTable label={t.title} rows={fleets} columns={columns} keyOf={(f) => f.FleetId} empty={empty} foot={foot} />
      {asked !== undefined && <DeleteFleet fleet={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}
