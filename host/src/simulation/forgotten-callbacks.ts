import type { HostLife } from "./host-life.js";
import type { Ledger } from "./ledger.js";

/** What a former host decided and may not have done, and the one that started has not done again, in words. */
export function* forgottenCallbacks({ sessions, processes }: Ledger, { called }: HostLife): Iterable<string> {
  for (const { id, status } of sessions.live.values())
    if (status === "ACTIVATING" && !called.has(`startSession ${id}`)) yield `session ${id} is ACTIVATING unheard`;
  for (const { id, status, sessionId } of processes.live.values()) {
    // It hears of its end once it has heard of its session.
    const isStarting = sessions.live.get(sessionId ?? "")?.status === "ACTIVATING";
    if (status === "ENDING" && !isStarting && !called.has(`askToTerminate ${id}`))
      yield `process ${id} is ENDING unheard`;
  }
}
