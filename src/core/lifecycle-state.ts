import type { GameServerSession } from "../model/index.js";
import type { Refused } from "./refused.js";

/** Why a game server ends. */
export type EndReason =
  | "processTerminate" // GSE asked for it with OnProcessTerminate
  | "processEnding" //    the program called processEnding()
  | "close" //            the program called close()
  | "signal"; //          the operating system asked for it, and endOnSignals was set

/** Why a session is over for this process. */
export type SessionEndReason =
  | "terminated" //  TerminateGameServerSession, or GSE had ended it already
  | "failed" //      it could not be started or activated here
  | "abandoned" //   GSE stopped waiting for its start and sent another one
  | "lost" //        GSE does not know it any more: it was ended, or forgotten, while the agent was away
  | "nobodyJoined" // a guard: nobody came in time
  | "everyoneLeft" // a guard: the last player left, and nobody came in time
  | "tooLong" //      a guard: it lasted as long as it may
  | "processEnd"; // the process ends

/** A game server's life; each state holds only what exists in it. */
export type LifecycleState =
  | { readonly kind: "created" }
  | { readonly kind: "starting" }
  | { readonly kind: "ready" }
  | ActivatingState
  | {
      readonly kind: "active";
      readonly session: GameServerSession;
      /** The program activated from inside its handler: OnStartGameServerSession is answered when that settles. */
      readonly isHandlerRunning: boolean;
    }
  | {
      readonly kind: "terminating";
      readonly session: GameServerSession;
      readonly from: "activating" | "active";
      readonly reason: SessionEndReason;
    }
  | EndingState
  | { readonly kind: "ended"; readonly reason: EndReason };

export interface ActivatingState {
  readonly kind: "activating";
  readonly session: GameServerSession;
  readonly isHandlerRunning: boolean;
  readonly isActivationUnderWay: boolean;
  /** OnStartGameServerSession has its answer; the program activates later by itself. */
  readonly isAnswered: boolean;
}

export interface EndingState {
  readonly kind: "ending";
  readonly reason: EndReason;
  /** When waiting for the program's own farewell stops; null for never. */
  readonly deadlineAtMs: number | null;
  /** GSE knows the process, so it must hear that it ends. */
  readonly isAnnounced: boolean;
  /** What is still to be terminated. */
  readonly session: GameServerSession | undefined;
}

/** Where a game server is in its life; the README draws the way from one to the next. */
export type LifecycleStateKind =
  "created" | "starting" | "ready" | "activating" | "active" | "terminating" | "ending" | "ended";

/** What happens to a game server: calls of the program, callbacks of GSE, answers of GSE. */
export type LifecycleEvent =
  | { readonly type: "processReadyCalled" }
  | { readonly type: "processReadySucceeded" }
  | { readonly type: "processReadyFailed" }
  | { readonly type: "sessionOffered"; readonly session: GameServerSession }
  /** Nobody waits for the start of this session any more, and GSE offers another one. */
  | { readonly type: "startAbandoned" }
  | { readonly type: "handlerSucceeded"; readonly sessionId: string; readonly autoActivate: boolean }
  | { readonly type: "handlerFailed"; readonly sessionId: string; readonly message: string }
  | { readonly type: "activationCalled"; readonly maxPlayers: number | undefined }
  | { readonly type: "activationSucceeded"; readonly sessionId: string }
  | { readonly type: "activationFailed"; readonly sessionId: string; readonly message: string }
  /** `reason`: what the end of the session is told with; "terminated" when left out. */
  | { readonly type: "terminationCalled"; readonly reason?: SessionEndReason | undefined }
  | { readonly type: "terminationSucceeded"; readonly sessionId: string }
  | { readonly type: "terminationFailed"; readonly sessionId: string }
  /** GSE does not know the session that the process hosts. */
  | { readonly type: "sessionLost"; readonly sessionId: string }
  | { readonly type: "endRequested"; readonly reason: EndReason; readonly deadlineAtMs: number | null }
  | { readonly type: "endCompleted" };

/** What is to be done about it. */
export type Effect =
  /** The event means nothing here: the call that brought it fails with this. */
  | { readonly do: "refuse"; readonly refused: Refused }
  | { readonly do: "announceProcess" }
  | { readonly do: "runStartHandler"; readonly session: GameServerSession }
  | { readonly do: "activate"; readonly session: GameServerSession; readonly maxPlayers: number }
  | { readonly do: "reportActivated"; readonly session: GameServerSession }
  /** The answer to OnStartGameServerSession: yes, or no and why. */
  | { readonly do: "answerStart"; readonly refused: Refused | undefined }
  | { readonly do: "terminate"; readonly session: GameServerSession }
  /** GSE may hold a refused session for ACTIVE: tell it that it is not, without waiting. */
  | { readonly do: "withdraw"; readonly session: GameServerSession }
  | { readonly do: "endSession"; readonly session: GameServerSession; readonly reason: SessionEndReason }
  | { readonly do: "end"; readonly reason: EndReason; readonly deadlineAtMs: number | null }
  | { readonly do: "bringDeadlineForward"; readonly deadlineAtMs: number };
