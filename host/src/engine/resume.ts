import type { Reply } from "../model/index.js";
import { reconcile, removeIfEmpty } from "./capacity.js";
import { keepUp } from "./launching.js";
import { watchScaling } from "./scaling/watches.js";
import { HEALTH_CHECK_PERIOD_MS } from "./settings.js";
import { tellOfEnd, tellOfSession } from "./starts.js";
import { done, type Turn } from "./turn.js";

/**
 * After a restart: what was decided but may not have been done, or whose answer was lost, is done again: callbacks (a
 * process that already got its session recognises it by the id), set-ups, launches, ends. What the machine still runs was
 * told before.
 */
export function resume(turn: Turn): Reply<undefined> {
  const { world, nowMs } = turn;
  const { deployment } = world;
  for (const process of world.processes.values()) {
    const dueAtMs = process.isShielded ? nowMs : nowMs + HEALTH_CHECK_PERIOD_MS;
    world.health.put({ id: process.id, failures: 0, dueAtMs });
    const session = process.sessionId === null ? undefined : world.sessions.get(process.sessionId);
    if (session?.status === "ACTIVATING") tellOfSession(turn, process, session);
    if (process.status === "ENDING") tellOfEnd(turn, process);
  }
  for (const instance of deployment.instances.values()) {
    const fleet = deployment.fleets.get(instance.fleetId);
    const asset = fleet === undefined ? undefined : world.findAsset(fleet.assetId);
    if (instance.status === "PENDING" && fleet !== undefined && asset !== undefined)
      turn.effects.push({ do: "setUpInstance", instance, fleet, asset });
    else if (instance.status === "ACTIVE") keepUp(turn, instance);
    else removeIfEmpty(turn, instance.id);
  }
  // While the host was drained, a fleet's capacity may have changed.
  for (const fleet of [...deployment.fleets.values()]) {
    if (fleet.status !== "DELETING") reconcile(turn, fleet);
    watchScaling(turn, fleet);
  }
  // Ends that were decided; the former host may have stopped before it carried them out.
  for (const launch of deployment.launches.values())
    if (launch.status === "EXITING" && launch.pid !== null && launch.reason !== "it said ProcessEnding")
      turn.effects.push({ do: "killLaunch", launch });
  return done(undefined);
}
