import { useState } from "react";
import { useNavigate } from "react-router";
import { Button } from "tdesign-react/es/button";
import type { Queue } from "../../api/catalogue.js";
import { useCall } from "../../api/use-call.js";
import { useAccess } from "../../api/use-gse.js";
import { useWords } from "../../i18n/language.js";
import { Asked } from "../../parts/asked.js";
import { Card } from "../../parts/card.js";
import { Facts } from "../../parts/facts.js";
import { IdText } from "../../parts/id-text.js";
import { Monitoring } from "../../parts/monitoring/monitoring.js";
import { PageHeader } from "../../parts/page-header.js";
import { DeleteQueue } from "./delete-queue.js";
import { DestinationTable } from "./destination-table.js";
import { QueueCharts } from "./monitoring/queue-charts.js";
import { PlacementList } from "./placement-list.js";
import { policiesText } from "./policies-text.js";
import { QueueDialog } from "./queue-dialog.js";
import { StartPlacement } from "./start-placement.js";
import { queueWords } from "./words.js";
import "./queues.css";

export function QueuePage({ name }: { readonly name: string }) {
  const t = useWords(queueWords);
  const queues = useCall("DescribeGameServerSessionQueues", { Names: [name] });
  const queue = queues.data?.GameServerSessionQueues[0];
  return (
    <>
      <PageHeader
        title={name}
        above={[{ to: "/queues", text: t.title }]}
        actions={queue && <QueueActions queue={queue} />}
      />
      <Asked query={queues}>{() => queue && <QueueDetail queue={queue} />}</Asked>
    </>
  );
}

function QueueActions({ queue }: { readonly queue: Queue }) {
  const t = useWords(queueWords);
  const navigate = useNavigate();
  const [asked, setAsked] = useState<"start" | "edit" | "delete">();
  const close = (): void => setAsked(undefined);
  return (
    <>
      <Button onClick={() => setAsked("start")}>{t.start}</Button>
      <Button variant="outline" onClick={() => setAsked("edit")}>
        {t.edit}
      </Button>
      <Button variant="outline" theme="danger" onClick={() => setAsked("delete")}>
        {t.remove}
      </Button>
      {asked === "start" && <StartPlacement queue={queue} onClose={close} />}
      {asked === "edit" && <QueueDialog queue={queue} onClose={close} />}
      {asked === "delete" && <DeleteQueue queue={queue} onClose={close} onDeleted={() => void navigate("/queues")} />}
    </>
  );
}

function QueueDetail({ queue }: { readonly queue: Queue }) {
  const t = useWords(queueWords);
  const { region } = useAccess();
  return (
    <div className="queue-stack">
      <Card>
        <Facts
          facts={[
            [t.timeout, t.inSeconds(queue.TimeoutInSeconds)],
            [t.policies, policiesText(queue.PlayerLatencyPolicies, t)],
            [t.arn, <IdText id={queue.GameServerSessionQueueArn} />, "whole"],
          ]}
        />
      </Card>
      <Card title={t.destinations} isFlush>
        <DestinationTable queue={queue} />
      </Card>
      <Card title={t.placements} isFlush>
        <PlacementList queue={queue.Name} />
      </Card>
      <Monitoring of={{ QueueName: queue.Name, Region: region }} title={t.monitoring} Charts={QueueCharts} />
    </div>
  );
}
