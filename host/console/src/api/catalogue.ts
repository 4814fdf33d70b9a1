/** The words of the cloud API, from the same catalogue as the host's own client. */
export { apiVersion } from "../../../src/gen/cloud-api.js";
export type {
  ActionName,
  ActionTypes,
  Asset,
  Event as FleetEvent,
  FleetAttributes,
  GameServerSession,
  Instance,
  InstanceExtend,
  PlayerSession,
} from "../../../src/gen/cloud-api.js";
