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

export interface Ending {
  /** How long each process has to tell its players. */
  readonly graceMs: number;
  readonly clock: Clock;
  readonly reason: string;
}

/** Has the host launch nothing more, and tells each process that it launched to end. @returns how many there are, ready or not */
async function tellLaunched({ host }: RunningHost, { graceMs, clock, reason }: Ending): Promise<number> {
  const launched = [...host.live().launches].length;
  await host.execute({ type: "drain", reason });
  // What was started by hand is not the host's to end: it may belong to another one.
  for (const { id, instanceId } of [...host.live().processes])
    if (instanceId !== null)
      await host.execute({ type: "endProcess", processId: id, endsAtMs: clock.now() + graceMs, reason });
  return launched;
}

/** Ends what a host has launched; its fleets stay, and start anew with the next host. @returns how many processes */
export async function endLaunched(running: RunningHost, ending: Ending): Promise<number> {
  const launched = await tellLaunched(running, ending);
  while ([...running.host.live().launches].length > 0) await nextEvent(running, "launchChanged", () => true);
  return launched;
}

/**
 * Ends what a host has launched and takes away what it was made of: then fleets and assets are deleted. Settles when nothing
 * is left.
 */
export async function clearAway(running: RunningHost, client: CloudApiClient, ending: Ending): Promise<Cleared> {
  const { host } = running;
  const processes = await tellLaunched(running, ending);
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
