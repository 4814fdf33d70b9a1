import { status, type handleUnaryCall } from "@grpc/grpc-js";
import type { Clock } from "../core/clock.js";
import {
  GameServerGrpcSdkServiceService,
  type GameServerGrpcSdkServiceServer,
} from "../gen/GameServerGrpcSdkService.js";
import { systemClock } from "../system-clock.js";
import { signalOf } from "./call-context.js";
import { listen, type GrpcListener } from "./grpc-listener.js";
import { GseRefusal, toStatus } from "./gse-refusal.js";
import type { WireGameServerSession } from "./wire-sessions.js";

/** What a game server must answer. Rejections travel as in `AgentHandlers`. */
export interface GameServerHandlers {
  startGameServerSession(session: WireGameServerSession, call: { readonly signal: AbortSignal }): Promise<void>;
  healthCheck(): Promise<boolean>;
  /** Unix seconds, -1 for no deadline (gse-semantics m-4). */
  processTerminate(terminationTime: bigint): Promise<void>;
}

export type GameServerListener = GrpcListener;

/**
 * Serves GameServerGrpcSdkService. `address` is `host:port` (port 0 for a free one).
 * @throws GseError ADDRESS_UNAVAILABLE
 */
export function serveGameServer(
  handlers: GameServerHandlers,
  { address, clock = systemClock }: { readonly address: string; readonly clock?: Clock },
): Promise<GameServerListener> {
  const service: GameServerGrpcSdkServiceServer = {
    onHealthCheck: answer(async () => ({ healthStatus: await handlers.healthCheck() })),
    onStartGameServerSession: answer(async ({ gameServerSession }, signal) => {
      if (gameServerSession === undefined || gameServerSession.gameServerSessionId === "")
        throw new GseRefusal(
          status.INVALID_ARGUMENT,
          "BAD_REQUEST_EXCEPTION",
          "gameServerSession.gameServerSessionId is missing; OnStartGameServerSession needs a session",
        );
      await handlers.startGameServerSession(gameServerSession, { signal });
      return {};
    }),
    onProcessTerminate: answer(async ({ terminationTime }) => {
      await handlers.processTerminate(terminationTime);
      return {};
    }),
  };
  return listen(GameServerGrpcSdkServiceService, service, address, clock);
}

const answer =
  <Request, Response>(
    handle: (request: Request, signal: AbortSignal) => Promise<Response>,
  ): handleUnaryCall<Request, Response> =>
  (call, callback) => {
    handle(call.request, signalOf(call)).then(
      (response) => callback(null, response),
      (error: unknown) => callback(toStatus(error)),
    );
  };
