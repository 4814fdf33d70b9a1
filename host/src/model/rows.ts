import type { Alias } from "./alias.js";
import type { Asset } from "./asset.js";
import type { FleetEvent } from "./fleet-event.js";
import type { Fleet } from "./fleet.js";
import type { GameServerProcess } from "./game-server-process.js";
import type { GameServerSession } from "./game-server-session.js";
import type { FleetId } from "./ids.js";
import type { Instance } from "./instance.js";
import type { Launch } from "./launch.js";
import type { Placement } from "./placement.js";
import type { PlayerSession } from "./player-session.js";
import type { Queue } from "./queue.js";

/** Rows as they are after a turn; each replaces the row of the same id, also a placement one that had ended. */
export interface Changes {
  readonly processes: readonly GameServerProcess[];
  readonly sessions: readonly GameServerSession[];
  readonly players: readonly PlayerSession[];
  readonly aliases: readonly Alias[];
  readonly assets: readonly Asset[];
  readonly fleets: readonly Fleet[];
  readonly instances: readonly Instance[];
  readonly launches: readonly Launch[];
  readonly fleetEvents: readonly FleetEvent[];
  readonly queues: readonly Queue[];
  readonly placements: readonly Placement[];
}

/** What has a place in the order of its kind. */
export type SeqName =
  "sessions" | "players" | "aliases" | "assets" | "fleets" | "instances" | "fleetEvents" | "queues" | "placements";

/** What the engine holds in memory, as found on disk. */
export interface LiveRows extends Omit<Changes, "fleetEvents"> {
  /** The highest `seq` ever given, 0 for none. */
  readonly lastSeq: Readonly<Record<SeqName, number>>;
  /** Sessions with a creator that were created after what `creationsSinceMs` says, oldest first. */
  readonly recentCreations: readonly { readonly fleetId: FleetId; readonly creatorId: string; readonly atMs: number }[];
}
