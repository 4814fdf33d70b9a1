import { useState } from "react";
import { Link } from "react-router";
import type { Alias } from "../../api/catalogue.js";
import { useCall, useCommand } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { ConfirmDialog } from "../../parts/confirm-dialog.js";
import { EditButtons } from "../../parts/edit-buttons.js";
import { Notice } from "../../parts/notice.js";
import { RowActions } from "../../parts/row-actions.js";
import type { Column } from "../../parts/table/column.js";
import { DataTable } from "../../parts/table/data-table.js";
import { TwoLines } from "../../parts/table/two-lines.js";
import { TimeText, toMs } from "../../parts/time-text.js";
import { AliasDialog } from "./alias-dialog.js";
import { aliasWords } from "./words.js";

export function AliasTable({ aliases }: { readonly aliases: readonly Alias[] }) {
  const t = useWords(aliasWords);
  const remove = useCommand("DeleteAlias");
  const [asked, setAsked] = useState<{ readonly what: "edit" | "delete"; readonly alias: Alias }>();
  const { data } = useCall("DescribeFleetAttributes", { Limit: 100, Offset: 0 });
  const nameOf = (id: string): string => data?.FleetAttributes.find(({ FleetId }) => FleetId === id)?.Name ?? id;
  const columns: readonly Column<Alias>[] = [
    {
      key: "name",
      title: t.name,
      isHeading: true,
      sortBy: (alias) => alias.Name,
      show: (alias) => <TwoLines first={alias.Name} second={<code>{alias.AliasId}</code>} />,
    },
    {
      key: "leads",
      title: t.leads,
      show: ({ RoutingStrategy: { Type, FleetId = "", Message = "" } }) =>
        Type === "SIMPLE" ? (
          <TwoLines first={<Link to={`/fleets/${FleetId}`}>{nameOf(FleetId)}</Link>} second={<code>{FleetId}</code>} />
        ) : (
          <TwoLines first={t.nowhere} second={Message} />
        ),
    },
    { key: "description", title: t.description, show: (alias) => alias.Description },
    {
      key: "changed",
      title: t.changed,
      width: "225px",
      sortBy: (alias) => toMs(alias.LastUpdatedTime) ?? 0,
      show: (alias) => <TimeText at={alias.LastUpdatedTime} />,
    },
    {
      key: "actions",
      title: t.actions,
      width: "200px",
      align: "end",
      show: (alias) => (
        <RowActions>
          <EditButtons
            name={alias.Name}
            words={t}
            onEdit={() => setAsked({ what: "edit", alias })}
            onRemove={() => setAsked({ what: "delete", alias })}
          />
        </RowActions>
      ),
    },
  ];
  const close = (): void => setAsked(undefined);
  return (
    <>
      <DataTable
        label={t.list}
        rows={aliases}
        columns={columns}
        keyOf={(alias) => alias.AliasId}
        empty={<Notice tone="plain" title={t.none} text={t.noneText} />}
      />
      {asked?.what === "edit" && <AliasDialog alias={asked.alias} onClose={close} />}
      {asked?.what === "delete" && (
        <ConfirmDialog
          title={t.removeTitle(asked.alias.Name)}
          text={t.removeText}
          ends={[t.removeEnds(asked.alias.Name)]}
          confirm={t.remove}
          onConfirm={() => remove.mutateAsync({ AliasId: asked.alias.AliasId })}
          onClose={close}
        />
      )}
    </>
  );
}
