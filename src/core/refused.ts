import type { GseErrorCode } from "../model/index.js";
import type { LifecycleState } from "./lifecycle-state.js";

/** Why a call has no place in the state it met: for a GseError, or for the gRPC answer. */
export interface Refused {
  readonly code: GseErrorCode;
  /** What was being done, the state that was found, the call that is missing. */
  readonly message: string;
}

/** For calls that need a session, active or not yet. */
export function lacksSession(state: LifecycleState, doing: string): Refused {
  const found = `cannot ${doing}: the game server is "${state.kind}"`;
  switch (state.kind) {
    case "created":
      return { code: "PROCESS_NOT_READY", message: `${found}; call processReady() first` };
    case "starting":
      return { code: "PROCESS_NOT_READY", message: `${found}; await processReady() first` };
    case "ready":
      return {
        code: "GAME_SERVER_SESSION_NOT_READY",
        message: `${found} and hosts no session; wait for onStartGameServerSession first`,
      };
    case "activating":
    case "active":
    case "terminating":
      return { code: "GAME_SERVER_SESSION_NOT_READY", message: `${found} session "${state.session.id}"` };
    case "ending":
    case "ended":
      return { code: "PROCESS_NOT_ACTIVE", message: `${found}; call it before close() or processEnding()` };
    default:
      throw new Error(`unknown state: ${JSON.stringify(state satisfies never)}`);
  }
}

/** For calls that need a session that is open to players. */
export function lacksActiveSession(state: LifecycleState, doing: string): Refused {
  if (state.kind === "terminating")
    return {
      code: "GAME_SERVER_SESSION_NOT_READY",
      message: `cannot ${doing}: the game server is "terminating" session "${state.session.id}"; call it before terminateGameServerSession()`,
    };
  if (state.kind !== "activating") return lacksSession(state, doing);
  return {
    code: "GAME_SERVER_SESSION_NOT_READY",
    message:
      `cannot ${doing}: the game server is "activating" session "${state.session.id}"; ` +
      (state.isHandlerRunning
        ? "it is open to players once onStartGameServerSession settles"
        : "call activateGameServerSession() first"),
  };
}
