import { useState } from "react";
import type { InboundPermission } from "../../../api/catalogue.js";
import { useCall, useCommand } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { Asked } from "../../../parts/asked.js";
import { Card } from "../../../parts/card.js";
import { ConfirmDialog } from "../../../parts/confirm-dialog.js";
import { Notice } from "../../../parts/notice.js";
import type { Column } from "../../../parts/table/column.js";
import { DataTable } from "../../../parts/table/data-table.js";
import { TextButton } from "../../../parts/text-button.js";
import { PortsForm } from "./ports-form.js";
import type { TabProps } from "./tab.js";
import { tabWords } from "./words.js";

/** The port rules that hold, one less at a time or some more. */
export function PortsTab({ fleet: { FleetId, Status } }: TabProps) {
  const t = useWords(tabWords);
  const ports = useCall("DescribeFleetPortSettings", { FleetId });
  const update = useCommand("UpdateFleetPortSettings");
  const [asked, setAsked] = useState<InboundPermission>();
  const columns: readonly Column<InboundPermission>[] = [
    { key: "range", title: t.range, isHeading: true, show: rangeOf },
    { key: "protocol", title: t.protocol, width: "20%", show: ({ Protocol }) => Protocol },
    { key: "clients", title: t.clients, width: "30%", show: ({ IpRange }) => <code>{IpRange}</code> },
    {
      key: "actions",
      title: t.actions,
      width: "110px",
      align: "end",
      show: (rule) => (
        <TextButton isDanger label={t.removeOf(textOf(rule))} onClick={() => setAsked(rule)}>
          {t.remove}
        </TextButton>
      ),
    },
  ];
  return (
    <div className="fleet-stack">
      <Card title={t.ports} isFlush>
        <Asked query={ports}>
          {({ InboundPermissions }) => (
            <DataTable
              label={t.ports}
              rows={InboundPermissions}
              columns={columns}
              keyOf={textOf}
              empty={<Notice tone="plain" title={t.noPort} text={t.noPortText} />}
            />
          )}
        </Asked>
      </Card>
      {Status !== "TERMINATED" && Status !== "DELETING" && (
        <Card title={t.addPorts}>
          <PortsForm fleetId={FleetId} />
        </Card>
      )}
      {asked !== undefined && (
        <ConfirmDialog
          title={t.removeTitle(textOf(asked))}
          ends={[t.removeEnds(textOf(asked))]}
          confirm={t.remove}
          onConfirm={() => update.mutateAsync({ FleetId, InboundPermissionRevocations: [asked] })}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}

const rangeOf = ({ FromPort, ToPort }: InboundPermission): string => `${FromPort ?? ""}–${ToPort ?? ""}`;

const textOf = (rule: InboundPermission): string => `${rule.Protocol ?? ""} ${rangeOf(rule)} ${rule.IpRange ?? ""}`;
