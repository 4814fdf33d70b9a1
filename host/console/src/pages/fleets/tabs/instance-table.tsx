import { useState, type ReactNode } from "react";
import type { Instance, InstanceExtend } from "../../../api/catalogue.js";
import { useWords } from "../../../i18n/language.js";
import { ErrorText } from "../../../parts/error-text.js";
import { RowActions } from "../../../parts/row-actions.js";
import { StatusTag } from "../../../parts/status-tag.js";
import type { Column } from "../../../parts/table/column.js";
import { DataTable } from "../../../parts/table/data-table.js";
import { TextButton } from "../../../parts/text-button.js";
import { RunTimeText, toMs } from "../../../parts/time-text.js";
import { InstanceKept, InstanceWeight } from "./instance-choices.js";
import { InstanceLogs } from "./instance-logs.js";
import { InstanceMonitoring } from "./instance-monitoring.js";
import { tabWords } from "./words.js";
import "./instance-table.css";

export interface InstanceTableProps {
  readonly instances: readonly InstanceExtend[];
  readonly empty: ReactNode;
  readonly foot: ReactNode;
}

/** Instances as GSE's console showed them (gse-semantics k); weight and whether one is kept count at once. */
export function InstanceTable({ instances, empty, foot }: InstanceTableProps) {
  const t = useWords(tabWords);
  const [looked, setLooked] = useState<{ readonly at: "charts" | "logs"; readonly instance: Instance }>();
  const [error, setError] = useState<unknown>();
  const close = (): void => setLooked(undefined);
  const columns: readonly Column<InstanceExtend>[] = [
    {
      key: "id",
      title: t.instance,
      isHeading: true,
      show: ({ Instance }) => <code>{Instance.InstanceId}</code>,
    },
    {
      key: "status",
      title: t.status,
      width: "115px",
      show: ({ Instance }) => <StatusTag of="instance" status={Instance.Status} />,
    },
    {
      key: "healthy",
      title: t.healthy,
      width: "95px",
      align: "end",
      sortBy: ({ HealthyProcessCnt }) => HealthyProcessCnt,
      show: ({ HealthyProcessCnt, ActiveProcessCnt }) => t.healthyOf(HealthyProcessCnt, ActiveProcessCnt),
    },
    {
      key: "sessions",
      title: t.sessions,
      width: "105px",
      align: "end",
      sortBy: ({ GameSessionCnt }) => GameSessionCnt,
      show: ({ GameSessionCnt, MaxGameSessionCnt }) => `${GameSessionCnt} / ${MaxGameSessionCnt || "-"}`,
    },
    {
      key: "players",
      title: t.players,
      width: "100px",
      align: "end",
      sortBy: ({ PlayerSessionCnt }) => PlayerSessionCnt,
      show: ({ PlayerSessionCnt, MaxPlayerSessionCnt }) => `${PlayerSessionCnt} / ${MaxPlayerSessionCnt || "-"}`,
    },
    {
      key: "running",
      title: t.runTime,
      width: "130px",
      align: "end",
      sortBy: ({ Instance }) => -(toMs(Instance.CreateTime) ?? 0),
      show: ({ Instance }) => <RunTimeText from={Instance.CreateTime} to={null} />,
    },
    {
      key: "weight",
      title: t.weight,
      width: "90px",
      align: "end",
      show: ({ Instance }) => <InstanceWeight instance={Instance} onRefused={setError} />,
    },
    {
      key: "reserved",
      title: t.reserved,
      width: "65px",
      align: "end",
      show: ({ Instance }) => <InstanceKept instance={Instance} onRefused={setError} />,
    },
    {
      key: "actions",
      title: t.actions,
      width: "130px",
      align: "end",
      show: ({ Instance: instance }) => (
        <RowActions>
          <TextButton label={t.chartsOf(instance.InstanceId)} onClick={() => setLooked({ at: "charts", instance })}>
            {t.charts}
          </TextButton>
          <TextButton label={t.logsOf(instance.InstanceId)} onClick={() => setLooked({ at: "logs", instance })}>
            {t.logs}
          </TextButton>
        </RowActions>
      ),
    },
  ];
  return (
    <>
      {error !== undefined && (
        <div className="instances-error">
          <ErrorText error={error} />
        </div>
      )}
      <DataTable
        label={t.instances}
        rows={instances}
        columns={columns}
        keyOf={({ Instance }) => Instance.InstanceId}
        empty={empty}
        foot={foot}
      />
      {looked?.at === "charts" && <InstanceMonitoring instance={looked.instance} onClose={close} />}
      {looked?.at === "logs" && <InstanceLogs instance={looked.instance} onClose={close} />}
    </>
  );
}
