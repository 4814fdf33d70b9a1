import type { Command } from "./commands.js";
import type { FleetEvent } from "./fleet-event.js";
import type { Fleet } from "./fleet.js";
import type { FleetId } from "./ids.js";
import type { Instance } from "./instance.js";
import type { Launch } from "./launch.js";
import type { GameServerProcess } from "./game-server-process.js";
import type { GameServerSession } from "./game-server-session.js";
import type { Placement } from "./placement.js";
import type { PlayerSession } from "./player-session.js";
import type { Queue } from "./queue.js";
import type { Refusal } from "./refusal.js";

/** What happened, for people: logs, the live summary, later the event stream. Never read back by the engine. */
export type HostEvent =
  /** Comes before everything that the command causes; `tick` and `resume` are not told. */
  | { readonly type: "commandReceived"; readonly command: Command }
  /** Comes after everything that the command causes. */
  | { readonly type: "commandRefused"; readonly command: Command; readonly refusal: Refusal }
  | { readonly type: "processReady"; readonly process: GameServerProcess; readonly again: boolean }
  | { readonly type: "processShielded"; readonly process: GameServerProcess; readonly reason: string }
  | { readonly type: "processRecovered"; readonly process: GameServerProcess }
  | { readonly type: "processAskedToEnd"; readonly process: GameServerProcess }
  | { readonly type: "processEnded"; readonly process: GameServerProcess }
  | { readonly type: "healthChecked"; readonly process: GameServerProcess; readonly isHealthy: boolean }
  | { readonly type: "sessionCreated"; readonly session: GameServerSession; readonly process: GameServerProcess }
  | { readonly type: "sessionActivated"; readonly session: GameServerSession }
  | { readonly type: "sessionUpdated"; readonly session: GameServerSession }
  | { readonly type: "sessionEnded"; readonly session: GameServerSession }
  | { readonly type: "playerReserved"; readonly player: PlayerSession }
  | { readonly type: "playerAccepted"; readonly player: PlayerSession }
  | { readonly type: "playerEnded"; readonly player: PlayerSession }
  | { readonly type: "fleetEvent"; readonly event: FleetEvent }
  | { readonly type: "fleetChanged"; readonly fleet: Fleet }
  | { readonly type: "instanceChanged"; readonly instance: Instance }
  /** One could not be set up, or the machine has no room for it. */
  | { readonly type: "instanceFailed"; readonly fleetId: FleetId }
  | { readonly type: "launchChanged"; readonly launch: Launch }
  /** Also one that was deleted. */
  | { readonly type: "queueChanged"; readonly queue: Queue }
  | { readonly type: "placementStarted"; readonly placement: Placement }
  /** A session is being activated for it. */
  | { readonly type: "placementTried"; readonly placement: Placement }
  /** It was PENDING from `startedAtMs` to `endedAtMs`. */
  | { readonly type: "placementEnded"; readonly placement: Placement };
