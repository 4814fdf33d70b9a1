import type { GameServerProcess, GameServerSession } from "../model/index.js";

/** What the host must do after the change is on disk. Data: nothing happens until host.ts carries it out. */
export type Effect =
  | { readonly do: "startSession"; readonly process: GameServerProcess; readonly session: GameServerSession }
  | { readonly do: "checkHealth"; readonly process: GameServerProcess }
  /** `process.endsAtMs` is the deadline that it is told; null: none. */
  | { readonly do: "askToTerminate"; readonly process: GameServerProcess }
  /** End it by force, if it is still there. */
  | { readonly do: "kill"; readonly process: GameServerProcess };
