import { Metadata } from "@grpc/grpc-js";
import type { Clock } from "../core/clock.js";
import { GameServerGrpcSdkServiceService as service } from "../gen/GameServerGrpcSdkService.js";
import { systemClock } from "../system-clock.js";
import { readYes } from "./gse-response.js";
import { always, UnaryChannel, type CallLimits } from "./unary-channel.js";
import { checkedGameServerSession, type WireGameServerSession } from "./wire-sessions.js";
import { asInt64 } from "./wire-values.js";

/**
 * The callbacks of one game server process. All reject with `GseError`: `isUnreachable(error)` tells whether no answer
 * came, or the answer was no.
 */
export interface GameServerConnection {
  startGameServerSession(session: WireGameServerSession, limits: CallLimits): Promise<void>;
  /** What the process says of itself. */
  healthCheck(limits: CallLimits): Promise<boolean>;
  /** `terminationTime` in Unix seconds, -1 for no deadline (gse-semantics m-4). */
  processTerminate(terminationTime: bigint, limits: CallLimits): Promise<void>;
  close(): void;
}

/** One long-lived channel that connects at the first call. `clock` is what the deadlines are measured on. */
export function connectGameServer(
  address: string,
  { clock = systemClock }: { readonly clock?: Clock } = {},
): GameServerConnection {
  const channel = new UnaryChannel({ address }, clock);
  // Nothing goes with a callback (gse-semantics b.1), so one empty object serves all calls.
  const metadata = always(new Metadata());
  return {
    startGameServerSession: async (session, limits) => {
      const { path, requestSerialize } = service.onStartGameServerSession;
      const request = requestSerialize({ gameServerSession: checkedGameServerSession(session) });
      return channel.call({ path, doing: "OnStartGameServerSession", request, metadata, read: readYes }, limits);
    },
    healthCheck: async (limits) => {
      const { path, requestSerialize, responseDeserialize } = service.onHealthCheck;
      const read = (bytes: Buffer): boolean => responseDeserialize(bytes).healthStatus;
      return channel.call({ path, doing: "OnHealthCheck", request: requestSerialize({}), metadata, read }, limits);
    },
    processTerminate: async (terminationTime, limits) => {
      const { path, requestSerialize } = service.onProcessTerminate;
      const request = requestSerialize({ terminationTime: asInt64("terminationTime", terminationTime) });
      return channel.call({ path, doing: "OnProcessTerminate", request, metadata, read: readYes }, limits);
    },
    close: () => channel.close(),
  };
}
