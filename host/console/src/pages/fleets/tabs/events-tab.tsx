import { useState } from "react";
import { fleetEventCodes } from "../../../../../src/model/fleet-event.js";
import type { FleetEvent } from "../../../api/catalogue.js";
import { useCall } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { Asked } from "../../../parts/asked.js";
import { Card } from "../../../parts/card.js";
import { SelectField } from "../../../parts/form/select-field.js";
import { Notice } from "../../../parts/notice.js";
import type { Column } from "../../../parts/table/column.js";
import { DataTable } from "../../../parts/table/data-table.js";
import { Paging } from "../../../parts/table/paging.js";
import { TimeText } from "../../../parts/time-text.js";
import type { TabProps } from "./tab.js";
import { tabWords } from "./words.js";
import "./events-tab.css";

const PAGE_SIZE = 50;

/** The fleet's history, newest first. */
export function EventsTab({ fleet: { FleetId } }: TabProps) {
  const t = useWords(tabWords);
  const [code, setCode] = useState("");
  const [page, setPage] = useState(0);
  const events = useCall(
    "DescribeFleetEvents",
    { FleetId, Limit: PAGE_SIZE, Offset: page * PAGE_SIZE, ...(code !== "" && { EventCode: code }) },
    { keepsPrevious: true },
  );
  const columns: readonly Column<FleetEvent>[] = [
    { key: "time", title: t.time, width: "225px", show: ({ EventTime }) => <TimeText at={EventTime} /> },
    {
      key: "code",
      title: t.code,
      width: "36%",
      isHeading: true,
      show: ({ EventCode }) => (
        <code className={isBad(EventCode) ? "event-bad" : ""} title={EventCode}>
          {EventCode}
        </code>
      ),
    },
    { key: "message", title: t.message, show: ({ Message }) => <span className="event-message">{Message}</span> },
    {
      key: "log",
      title: t.log,
      width: "80px",
      align: "end",
      show: ({ PreSignedLogUrl, EventCode }) =>
        PreSignedLogUrl === "" ? (
          "–"
        ) : (
          <a href={PreSignedLogUrl} target="_blank" rel="noreferrer" aria-label={t.logOf(EventCode)}>
            {t.log}
          </a>
        ),
    },
  ];
  return (
    <Card title={t.events} isFlush>
      <div className="events-filter">
        <SelectField
          label={t.code}
          value={code}
          onChange={(chosen) => {
            setCode(chosen);
            setPage(0);
          }}
          options={[{ value: "", text: t.allCodes }, ...fleetEventCodes.map((value) => ({ value, text: value }))]}
        />
      </div>
      <Asked query={events}>
        {({ Events, TotalCount }) => (
          <DataTable
            label={t.events}
            rows={Events}
            columns={columns}
            keyOf={({ EventId }) => EventId}
            empty={<Notice tone="plain" title={t.noEvent} text={t.noEventText} />}
            foot={<Paging page={page} pageSize={PAGE_SIZE} total={TotalCount} onPage={setPage} />}
          />
        )}
      </Asked>
    </Card>
  );
}

const isBad = (code: string): boolean =>
  /FAILED|ERROR|NOT_FOUND|CRASHED|TIMEOUT|TIMED_OUT|UNHEALTHY|INVALID|DOWN$|FAILURE|FORCE/.test(code);
