import { destinationsText } from "./queue-load.js";
import type { Scene } from "./scene.js";

/** After a restart: every queue is there, once, and leads where it was acknowledged to lead. */
export async function checkQueues({ api, ledger, violation }: Scene): Promise<void> {
  const { GameServerSessionQueues: queues } = await api.ask("DescribeGameServerSessionQueues", {});
  for (const { name, destinations } of ledger.queues) {
    const [found, ...more] = queues.filter(({ Name }) => Name === name);
    const text = destinationsText(found?.Destinations ?? []);
    if (found === undefined) violation(`the queue ${name} was acknowledged and is gone`);
    else if (more.length > 0) violation(`the queue ${name} is there ${String(1 + more.length)} times`);
    else if (!destinations.mayBe(text)) violation(`the queue ${name} leads to ${text}, not ${String(destinations)}`);
  }
}
