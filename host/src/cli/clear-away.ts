import type { CloudApiClient } from "../client/index.js";
import type { RunningHost } from "../main.js";
import type { Clock } from "../ports/index.js";
import { nextEvent } from "./next-event.js";

export interface Cleared {
  /** Ready or not. */
  readonly processes: number;
  readonly fleets: number;
}

const everything = { offset: 0, limit: Number.MAX_SAFE_INTEGER };

/**
 * Ends what a host runs and takes away what it was made of: each process has `graceMs` to tell its players, then fleets and
 * assets are deleted. Settles when nothing is left.
 */
export async function clearAway(
  running: RunningHost,
  client: CloudApiClient,
  { graceMs, clock }: { readonly graceMs: number; readonly clock: Clock },
): Promise<Cleared> {
  const { host } = running;
  const processes = [...host.live().launches].length;
  await host.execute({ type: "drain", reason: "the quick start ends" });
  for (const { id } of [...host.live().processes]) {
    const endsAtMs = clock.now() + graceMs;
    await host.execute({ type: "endProcess", processId: id, endsAtMs, reason: "the quick start ends" });
  }
  // A fleet stays while a queue or an alias leads to it, and an alias while a queue does.
  for (const { region, name } of host.reads.queues({}, everything).rows)
    await host.execute({ type: "deleteQueue", region, name });
  for (const { id } of host.reads.aliases({}, everything).rows) await client.call("DeleteAlias", { AliasId: id });
  const fleets = [...host.live().fleets];
  for (const { id } of fleets) {
    const gone = nextEvent(running, "fleetChanged", ({ fleet }) => fleet.id === id && fleet.status === "TERMINATED");
    while (host.fleetLoad(id).sessions > 0) await nextEvent(running, "sessionEnded", () => true);
    await host.execute({ type: "deleteFleet", fleetId: id });
    await gone;
  }
  for (const { id } of host.reads.assets({}, everything).rows) await client.call("DeleteAsset", { AssetId: id });
  return { processes, fleets: fleets.length };
}
