import { useState } from "react";
import { useNavigate } from "react-router";
import { Button } from "tdesign-react/es/button";
import { useCall } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { Asked } from "../../parts/asked.js";
import { Card } from "../../parts/card.js";
import { PageHeader } from "../../parts/page-header.js";
import { QueueDialog } from "./queue-dialog.js";
import { pathOf, QueueTable } from "./queue-table.js";
import { queueWords } from "./words.js";

const ALL = 100;

export function QueueListPage() {
  const t = useWords(queueWords);
  const navigate = useNavigate();
  const queues = useCall("DescribeGameServerSessionQueues", { Limit: ALL, Offset: 0 });
  const [isCreating, setCreating] = useState(false);
  return (
    <>
      <PageHeader
        title={t.title}
        text={t.text}
        actions={<Button onClick={() => setCreating(true)}>{t.create}</Button>}
      />
      <Card isFlush>
        <Asked query={queues}>{({ GameServerSessionQueues }) => <QueueTable queues={GameServerSessionQueues} />}</Asked>
      </Card>
      {isCreating && <QueueDialog onClose={() => setCreating(false)} onMade={(name) => void navigate(pathOf(name))} />}
    </>
  );
}
