import type { Asset, Fleet, GameServerProcess, GameServerSession, Instance, Launch } from "../model/index.js";

/** What the host must do after the change is on disk. Data: nothing happens until host.ts carries it out. */
export type Effect =
  | { readonly do: "startSession"; readonly process: GameServerProcess; readonly session: GameServerSession }
  | { readonly do: "checkHealth"; readonly process: GameServerProcess }
  /** `process.endsAtMs` is the deadline that it is told; null: none. */
  | { readonly do: "askToTerminate"; readonly process: GameServerProcess }
  | { readonly do: "setUpInstance"; readonly instance: Instance; readonly fleet: Fleet; readonly asset: Asset }
  | { readonly do: "removeInstance"; readonly instance: Instance }
  | { readonly do: "launch"; readonly launch: Launch; readonly fleet: Fleet }
  /** End it by force, if it is still there. */
  | { readonly do: "killLaunch"; readonly launch: Launch };
