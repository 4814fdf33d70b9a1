import { randomUUID } from "node:crypto";
import { observed, type Observer } from "./observed.js";
import { telemetry, type Exchange } from "./telemetry/index.js";
import type { GameServerHandlers } from "./wire/index.js";

/** The same handlers; log and OpenTelemetry hear of each callback. `sessionId` of the session that is hosted. */
export function observedCallbacks(
  handlers: GameServerHandlers,
  observer: Observer,
  sessionId: () => string | undefined,
): GameServerHandlers {
  const callback = <Result>(
    name: string,
    gameServerSessionId: string | undefined,
    handle: () => Promise<Result>,
  ): Promise<Result> => {
    // Nothing goes with a callback (gse-semantics b.1), so what belongs together here gets an id of ours.
    const exchange: Exchange = { kind: "callback", name, requestId: randomUUID(), gameServerSessionId };
    return observed(observer, exchange, handle);
  };
  return {
    startGameServerSession: (session, call) =>
      callback("OnStartGameServerSession", session.gameServerSessionId, () =>
        handlers.startGameServerSession(session, call),
      ),
    healthCheck: () =>
      callback("OnHealthCheck", sessionId(), async () => {
        const isHealthy = await handlers.healthCheck();
        telemetry()?.healthChecked(isHealthy);
        return isHealthy;
      }),
    processTerminate: (terminationTime) =>
      callback("OnProcessTerminate", sessionId(), () => handlers.processTerminate(terminationTime)),
  };
}
