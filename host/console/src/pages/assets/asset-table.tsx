import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import type { Asset } from "../../api/catalogue.js";
import { useWords } from "../../i18n/language.js";
import { EditButtons } from "../../parts/edit-buttons.js";
import { RowActions } from "../../parts/row-actions.js";
import type { Column } from "../../parts/table/column.js";
import { DataTable } from "../../parts/table/data-table.js";
import { TwoLines } from "../../parts/table/two-lines.js";
import { TextButton } from "../../parts/text-button.js";
import { TimeText, toMs } from "../../parts/time-text.js";
import { DeleteAsset } from "./delete-asset.js";
import { EditAsset } from "./edit-asset.js";
import { assetWords } from "./words.js";

export interface AssetTableProps {
  readonly assets: readonly Asset[];
  readonly empty: ReactNode;
  readonly foot: ReactNode;
}

export function AssetTable({ assets, empty, foot }: AssetTableProps) {
  const t = useWords(assetWords);
  const navigate = useNavigate();
  const [asked, setAsked] = useState<{ readonly what: "edit" | "delete"; readonly asset: Asset }>();
  const columns: readonly Column<Asset>[] = [
    {
      key: "name",
      title: t.name,
      isHeading: true,
      sortBy: (asset) => asset.AssetName,
      show: (asset) => <TwoLines first={asset.AssetName} second={<code>{asset.AssetId}</code>} />,
    },
    { key: "version", title: t.version, width: "95px", sortBy: (a) => a.AssetVersion, show: (a) => a.AssetVersion },
    { key: "system", title: t.system, width: "120px", show: (asset) => asset.OperateSystem },
    { key: "size", title: t.size, width: "80px", align: "end", show: (asset) => asset.Size },
    {
      key: "fleets",
      title: t.fleets,
      width: "90px",
      align: "end",
      sortBy: (asset) => asset.BindFleetNum,
      show: (asset) => asset.BindFleetNum,
    },
    {
      key: "created",
      title: t.created,
      width: "225px",
      sortBy: (asset) => toMs(asset.CreateTime) ?? 0,
      show: (asset) => <TimeText at={asset.CreateTime} />,
    },
    {
      key: "actions",
      title: t.actions,
      width: "220px",
      align: "end",
      show: (asset) => (
        <RowActions>
          <TextButton
            label={t.createFleetOf(asset.AssetName)}
            onClick={() => void navigate(`/fleets/new?asset=${asset.AssetId}`)}
          >
            {t.createFleet}
          </TextButton>
          <EditButtons
            name={asset.AssetName}
            words={t}
            onEdit={() => setAsked({ what: "edit", asset })}
            onRemove={() => setAsked({ what: "delete", asset })}
          />
        </RowActions>
      ),
    },
  ];
  const close = (): void => setAsked(undefined);
  return (
    <>
      <DataTable label={t.list} rows={assets} columns={columns} keyOf={(a) => a.AssetId} empty={empty} foot={foot} />
      {asked?.what === "edit" && <EditAsset asset={asked.asset} onClose={close} />}
      {asked?.what === "delete" && <DeleteAsset asset={asked.asset} onClose={close} />}
    </>
  );
}
