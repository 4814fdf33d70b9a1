import { useMemo, type ReactNode } from "react";
import { Link } from "react-router";
import { useWords } from "../../../i18n/language.js";
import type { ProcessRow } from "../../../live/wire.js";
import { bytesText } from "../../../parts/bytes-text.js";
import { StatusTag } from "../../../parts/status-tag.js";
import type { Column } from "../../../parts/table/column.js";
import { DataTable } from "../../../parts/table/data-table.js";
import { TwoLines } from "../../../parts/table/two-lines.js";
import { RunTimeText } from "../../../parts/time-text.js";
import { shortId } from "../../sessions/session-name.js";
import { tabWords } from "./words.js";

export interface ProcessTableProps {
  readonly processes: readonly ProcessRow[];
  readonly empty: ReactNode;
}

export function ProcessTable({ processes, empty }: ProcessTableProps) {
  const t = useWords(tabWords);
  const columns = useMemo(
    (): readonly Column<ProcessRow>[] => [
      {
        key: "process",
        title: t.process,
        width: "105px",
        isHeading: true,
        sortBy: ({ Pid }) => Pid ?? 0,
        show: ({ Pid, ProcessId }) => <code title={ProcessId}>{Pid ?? "–"}</code>,
      },
      {
        key: "status",
        title: t.status,
        width: "135px",
        sortBy: stateOf,
        show: (process) => (
          <span title={process.StatusReason}>
            <StatusTag of="process" status={stateOf(process)} />
          </span>
        ),
      },
      {
        key: "launch",
        title: t.launch,
        sortBy: ({ LaunchPath }) => LaunchPath,
        show: ({ LaunchPath, Parameters, InstanceId }) => (
          <TwoLines
            first={
              <code title={`${LaunchPath} ${Parameters}`}>
                {LaunchPath} {Parameters}
              </code>
            }
            second={<code title={t.instance}>{InstanceId ?? "–"}</code>}
          />
        ),
      },
      {
        key: "port",
        title: t.port,
        width: "80px",
        align: "end",
        sortBy: ({ ClientPort }) => ClientPort ?? 0,
        show: ({ ClientPort }) => ClientPort ?? "–",
      },
      {
        key: "session",
        title: t.session,
        width: "225px",
        show: ({ SessionId }) =>
          SessionId === null ? (
            "–"
          ) : (
            <Link to={`/sessions?session=${encodeURIComponent(SessionId)}`}>{shortId(SessionId)}</Link>
          ),
      },
      {
        key: "hosted",
        title: t.hosted,
        width: "95px",
        align: "end",
        sortBy: ({ SessionsHosted }) => SessionsHosted,
        show: ({ SessionsHosted }) => SessionsHosted,
      },
      {
        key: "memory",
        title: t.memory,
        width: "100px",
        align: "end",
        sortBy: ({ RssBytes }) => RssBytes ?? 0,
        show: ({ RssBytes }) => (RssBytes === undefined ? "–" : bytesText(RssBytes)),
      },
      {
        key: "started",
        title: t.runTime,
        width: "120px",
        align: "end",
        sortBy: ({ StartedAtMs }) => -StartedAtMs,
        show: ({ StartedAtMs }) => <RunTimeText from={new Date(StartedAtMs).toISOString()} to={null} />,
      },
    ],
    [t],
  );
  return (
    <DataTable
      label={t.running}
      rows={processes}
      columns={columns}
      keyOf={({ ProcessId }) => ProcessId}
      empty={empty}
    />
  );
}

/** An ACTIVE one waits for a session or has one, and may be ill. */
function stateOf({ Status, IsShielded, SessionId }: ProcessRow): string {
  if (Status !== "ACTIVE") return Status;
  if (IsShielded) return "UNHEALTHY";
  return SessionId === null ? "IDLE" : "HOSTING";
}
