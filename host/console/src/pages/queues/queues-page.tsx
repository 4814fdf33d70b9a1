import { useParams } from "react-router";
import { QueueListPage } from "./queue-list-page.js";
import { QueuePage } from "./queue-page.js";

/** `/queues`, `/queues/:name`. */
export default function QueuesPage() {
  const { name } = useParams();
  return name === undefined ? <QueueListPage /> : <QueuePage key={name} name={name} />;
}
