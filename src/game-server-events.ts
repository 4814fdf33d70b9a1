import type { EndReason, LifecycleStateKind, SessionEndReason } from "./core/index.js";
import type { GameServerSession } from "./model/index.js";

/** What a `GameServer` tells, in the past tense; listeners that throw are logged and stop nobody. */
export interface GameServerEvents {
  stateChanged: (event: { readonly from: LifecycleStateKind; readonly to: LifecycleStateKind }) => void;
  /** GSE gave the process a session; the handler starts. */
  sessionStarted: (event: { readonly session: GameServerSession }) => void;
  /** Players can join now. */
  sessionActivated: (event: { readonly session: GameServerSession }) => void;
  /** A guard has found the session needless and begins to end it. */
  sessionEnding: (event: { readonly session: GameServerSession; readonly reason: SessionEndReason }) => void;
  sessionEnded: (event: { readonly session: GameServerSession; readonly reason: SessionEndReason }) => void;
  playerSessionAccepted: (event: { readonly session: GameServerSession; readonly playerSessionId: string }) => void;
  playerSessionRemoved: (event: { readonly session: GameServerSession; readonly playerSessionId: string }) => void;
  /** The ending has begun; `deadline` null: as long as it takes. */
  terminationRequested: (event: { readonly reason: EndReason; readonly deadline: Date | null }) => void;
  /** `reason` says why it was not healthy, "" otherwise. */
  healthChecked: (event: { readonly isHealthy: boolean; readonly reason: string }) => void;
  /** Everything is over: no socket, no timer is left. */
  closed: (event: { readonly reason: EndReason }) => void;
}
