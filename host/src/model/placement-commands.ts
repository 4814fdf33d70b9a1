import type { Tag } from "./asset.js";
import type { GameProperty } from "./game-server-session.js";
import type { DesiredPlayer, Placement, PlayerLatency } from "./placement.js";
import type { LatencyPolicy, Queue } from "./queue.js";

/** What the cloud API asks of queues. Shapes of single fields were checked before; a queue is told by its region and name. */
export type QueueCommand =
  | {
      readonly type: "createQueue";
      readonly region: string;
      readonly name: string;
      /** Names of resources, in order of preference. */
      readonly destinations: readonly string[];
      readonly latencyPolicies: readonly LatencyPolicy[];
      readonly timeoutSeconds: number;
      readonly tags: readonly Tag[];
    }
  | {
      /** What is absent stays; a list that is given takes the place of the one there was (gse-semantics m-9). */
      readonly type: "updateQueue";
      readonly region: string;
      readonly name: string;
      readonly destinations?: readonly string[];
      readonly latencyPolicies?: readonly LatencyPolicy[];
      readonly timeoutSeconds?: number;
    }
  | { readonly type: "deleteQueue"; readonly region: string; readonly name: string };

/** What the cloud API asks of placements. */
export type PlacementCommand =
  | {
      readonly type: "startPlacement";
      readonly region: string;
      readonly placementId: string;
      readonly queueName: string;
      readonly maxPlayers: number;
      readonly desiredPlayers: readonly DesiredPlayer[];
      readonly latencies: readonly PlayerLatency[];
      readonly gameProperties: readonly GameProperty[];
      readonly gameServerSessionName: string;
      readonly gameServerSessionData: string;
      readonly matchmakerData: string;
    }
  | { readonly type: "stopPlacement"; readonly region: string; readonly placementId: string };

export interface PlacementReplies {
  createQueue: Queue;
  updateQueue: Queue;
  deleteQueue: Queue;
  startPlacement: Placement;
  stopPlacement: Placement;
}
