/** The words of the cloud API, from the same catalogue as the host's own client. */
import type { apiVersion as catalogueVersion } from "../../../src/gen/cloud-api.js";

/** Written here, so that the first view does not bring the whole catalogue along; another version does not compile. */
export const apiVersion: typeof catalogueVersion = "2019-11-12";

export type {
  ActionName,
  ActionTypes,
  Alias,
  Asset,
  Event as FleetEvent,
  FieldSpec,
  FleetAttributes,
  FleetCapacity,
  GameServerSession,
  GameServerSessionDetail,
  GameServerSessionPlacement as Placement,
  GameServerSessionQueue as Queue,
  InboundPermission,
  Instance,
  InstanceExtend,
  PlayerSession,
  RuntimeConfiguration,
  ScalingPolicy,
  Tag,
  TimerScalingPolicy,
} from "../../../src/gen/cloud-api.js";
