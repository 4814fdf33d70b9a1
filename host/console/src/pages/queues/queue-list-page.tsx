import { useNavigate } from "react-router";
import { useCall } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { ListPage } from "../../parts/list-page.js";
import { QueueDialog } from "./queue-dialog.js";
import { pathOf, QueueTable } from "./queue-table.js";
import { queueWords } from "./words.js";

const ALL = 100;

export function QueueListPage() {
  const t = useWords(queueWords);
  const navigate = useNavigate();
  const queues = useCall("DescribeGameServerSessionQueues", { Limit: ALL, Offset: 0 });
  return (
    <ListPage
      title={t.title}
      text={t.text}
      create={t.create}
      dialog={(close) => <QueueDialog onClose={close} onMade={(name) => void navigate(pathOf(name))} />}
      query={queues}
    >
      {({ GameServerSessionQueues }) => <QueueTable queues={GameServerSessionQueues} />}
    </ListPage>
  );
}
