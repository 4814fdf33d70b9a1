import { useState } from "react";
import { Link } from "react-router";
import type { Queue } from "../../api/catalogue.js";
import { useAccess } from "../../api/use-gse.js";
import { useWords } from "../../i18n/language.js";
import { EditButtons } from "../../parts/edit-buttons.js";
import { Notice } from "../../parts/notice.js";
import { RowActions } from "../../parts/row-actions.js";
import type { Column } from "../../parts/table/column.js";
import { DataTable } from "../../parts/table/data-table.js";
import { TwoLines } from "../../parts/table/two-lines.js";
import { DeleteQueue } from "./delete-queue.js";
import { arnsOf, destinationIn, regionsOf } from "./destination.js";
import { policiesText } from "./policies-text.js";
import { QueueDialog } from "./queue-dialog.js";
import { useDestinations } from "./use-destinations.js";
import { queueWords } from "./words.js";

export const pathOf = (name: string): string => `/queues/${encodeURIComponent(name)}`;

export function QueueTable({ queues }: { readonly queues: readonly Queue[] }) {
  const t = useWords(queueWords);
  const { region } = useAccess();
  const [asked, setAsked] = useState<{ readonly what: "edit" | "delete"; readonly name: string }>();
  // As it is now: others may change it while it is edited.
  const meant = queues.find(({ Name }) => Name === asked?.name);
  const { destinations } = useDestinations(regionsOf(queues.flatMap(arnsOf), region));
  const nameOf = (arn: string): string =>
    destinations.find((one) => one.arn === arn)?.name ?? destinationIn(arn)?.id ?? arn;
  const isWell = (arn: string): boolean => destinations.find((one) => one.arn === arn)?.fleet?.Status === "ACTIVE";
  const columns: readonly Column<Queue>[] = [
    {
      key: "name",
      title: t.name,
      isHeading: true,
      width: "180px",
      sortBy: (queue) => queue.Name,
      show: (queue) => <Link to={pathOf(queue.Name)}>{queue.Name}</Link>,
    },
    {
      key: "destinations",
      title: t.destinations,
      show: (queue) => {
        const arns = arnsOf(queue);
        return arns.length === 0 ? (
          t.nowhere
        ) : (
          <TwoLines first={arns.map(nameOf).join(" → ")} second={t.wellOf(arns.filter(isWell).length, arns.length)} />
        );
      },
    },
    { key: "policies", title: t.policies, show: (queue) => policiesText(queue.PlayerLatencyPolicies, t) },
    {
      key: "timeout",
      title: t.timeout,
      width: "120px",
      align: "end",
      sortBy: (queue) => queue.TimeoutInSeconds,
      show: (queue) => t.inSeconds(queue.TimeoutInSeconds),
    },
    {
      key: "actions",
      title: t.actions,
      width: "160px",
      align: "end",
      show: ({ Name }) => (
        <RowActions>
          <EditButtons
            name={Name}
            words={t}
            onEdit={() => setAsked({ what: "edit", name: Name })}
            onRemove={() => setAsked({ what: "delete", name: Name })}
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
        rows={queues}
        columns={columns}
        keyOf={(queue) => queue.Name}
        empty={<Notice tone="plain" title={t.none} text={t.noneText} />}
      />
      {asked?.what === "edit" && meant !== undefined && <QueueDialog queue={meant} onClose={close} />}
      {asked?.what === "delete" && meant !== undefined && <DeleteQueue queue={meant} onClose={close} />}
    </>
  );
}
