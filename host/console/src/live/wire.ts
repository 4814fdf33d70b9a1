import type { Placement } from "../api/catalogue.js";
import type { Overview } from "../../../src/console/overview.js";

export type { Overview };
export type { ProcessRow } from "../../../src/console/process-row.js";
export type {
  FleetMetricsAnswer,
  InstanceMetricsAnswer,
  QueueMetricsAnswer,
} from "../../../src/console/serve-metrics.js";
export type { ScalingPreviewAnswer, ScalingPreviewPoint } from "../../../src/console/serve-scaling-preview.js";

/** What `POST /console/events` sends: host/src/console/change.ts. */
export type ChangeKind =
  "fleet" | "instance" | "process" | "session" | "player" | "fleetEvent" | "asset" | "alias" | "queue" | "placement";

/** host/src/console/placement-row.ts */
export interface PlacementRow extends Placement {
  /** Why it came to nothing; "" while it waits, and where it was placed. */
  readonly StatusReason: string;
}

export type Row = Readonly<Record<string, unknown>>;

export interface Change {
  readonly Kind: ChangeKind;
  readonly Id: string;
  readonly FleetId: string | null;
  readonly Region: string | null;
  /** In the shape of the cloud API; null: it is in no list any more. */
  readonly Row: Row | null;
  /** Of a player. */
  readonly SessionId?: string;
  /** Of a fleet. */
  readonly Capacity?: Row;
  readonly Utilization?: Row;
}

export interface Hello {
  readonly HostVersion: string;
  readonly Mode: "dev" | "up";
  readonly StartedAtMs: number;
  readonly NowMs: number;
  readonly Region: string;
  readonly Overview: Overview;
}

export interface Changes {
  readonly Changes: readonly Change[];
  readonly Overview: Overview;
}
