import type { Reply } from "../model/index.js";
import { HEALTH_CHECK_PERIOD_MS } from "./settings.js";
import { done, type Turn } from "./turn.js";

/**
 * After a restart: callbacks that were decided but may not have been made, or whose answer was lost, are made again.
 * A process that already got its session recognises it by the id.
 */
export function resume(turn: Turn): Reply<undefined> {
  const { world, nowMs } = turn;
  for (const process of world.processes.values()) {
    const dueAtMs = process.isShielded ? nowMs : nowMs + HEALTH_CHECK_PERIOD_MS;
    world.health.put({ id: process.id, failures: 0, dueAtMs });
    if (process.status === "ENDING") turn.effects.push({ do: "askToTerminate", process });
    const session = process.sessionId === null ? undefined : world.sessions.get(process.sessionId);
    if (session?.status === "ACTIVATING") turn.effects.push({ do: "startSession", process, session });
  }
  return done(undefined);
}
