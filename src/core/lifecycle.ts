import type { GameServerSession } from "../model/index.js";
import type {
  ActivatingState,
  Effect,
  EndReason,
  LifecycleEvent,
  LifecycleState,
  SessionEndReason,
} from "./lifecycle-state.js";
import { lacksActiveSession, lacksSession, type Refused } from "./refused.js";

export type Step = readonly [state: LifecycleState, effects: readonly Effect[]];

export const initialState: LifecycleState = { kind: "created" };

/** The session that the process hosts, whatever its stage. */
export const sessionOf = (state: LifecycleState): GameServerSession | undefined =>
  "session" in state ? state.session : undefined;

/**
 * The whole life cycle (design.md, "The SDK's GameServer"; gse-semantics b.3, c.4-c.6). An event that means nothing in
 * a state gives back the same state.
 */
export function step(state: LifecycleState, event: LifecycleEvent): Step {
  switch (event.type) {
    case "processReadyCalled":
      return onProcessReadyCalled(state);
    case "processReadySucceeded":
      if (state.kind === "starting") return [{ kind: "ready" }, []];
      return state.kind === "ending" ? [{ ...state, isAnnounced: true }, []] : [state, []];
    case "processReadyFailed":
      return state.kind === "starting" ? [{ kind: "created" }, []] : [state, []];
    case "sessionOffered":
      return onSessionOffered(state, event.session);
    case "startAbandoned":
      if (state.kind !== "activating" || state.isAnswered) return [state, []];
      return [
        { kind: "ready" },
        [
          { do: "endSession", session: state.session, reason: "abandoned" },
          ...(state.isActivationUnderWay ? [{ do: "withdraw", session: state.session } as const] : []),
        ],
      ];
    case "handlerSucceeded":
      return hosts(state, event.sessionId) ? onHandlerSucceeded(state, event.autoActivate) : [state, []];
    case "handlerFailed":
      return hosts(state, event.sessionId) ? onHandlerFailed(state, event.message) : [state, []];
    case "activationCalled":
      return onActivationCalled(state, event.maxPlayers);
    case "activationSucceeded":
      return hosts(state, event.sessionId) ? onActivationSucceeded(state) : [state, []];
    case "activationFailed":
      return hosts(state, event.sessionId) ? onActivationFailed(state, event.message) : [state, []];
    case "terminationCalled":
      return onTerminationCalled(state, event.reason ?? "terminated");
    case "terminationSucceeded":
      return hosts(state, event.sessionId) ? onTerminationSucceeded(state) : [state, []];
    case "terminationFailed":
      return hosts(state, event.sessionId) ? onTerminationFailed(state) : [state, []];
    case "sessionLost":
      return hosts(state, event.sessionId) ? onSessionLost(state) : [state, []];
    case "endRequested":
      return onEndRequested(state, event.reason, event.deadlineAtMs);
    case "endCompleted":
      return state.kind === "ending" ? [{ kind: "ended", reason: state.reason }, []] : [state, []];
    default:
      throw new Error(`unknown event: ${JSON.stringify(event satisfies never)}`);
  }
}

const acceptStart = { do: "answerStart", refused: undefined } as const;

const hosts = (state: LifecycleState, sessionId: string): boolean => sessionOf(state)?.id === sessionId;

const refuse = (state: LifecycleState, refused: Refused): Step => [state, [{ do: "refuse", refused }]];

function onProcessReadyCalled(state: LifecycleState): Step {
  if (state.kind === "created") return [{ kind: "starting" }, [{ do: "announceProcess" }]];
  const found = `cannot report ready: the game server is "${state.kind}"`;
  return state.kind === "ending" || state.kind === "ended"
    ? refuse(state, { code: "PROCESS_NOT_ACTIVE", message: `${found}; make a new GameServer` })
    : refuse(state, { code: "ALREADY_INITIALIZED", message: `${found}; call processReady() once` });
}

function onSessionOffered(state: LifecycleState, session: GameServerSession): Step {
  if (state.kind === "ready")
    return [
      { kind: "activating", session, isHandlerRunning: true, isActivationUnderWay: false, isAnswered: false },
      [{ do: "runStartHandler", session }],
    ];
  const hosted = sessionOf(state);
  const found = hosted === undefined ? "" : ` and hosts session "${hosted.id}"`;
  return refuse(state, {
    code: state.kind === "ending" || state.kind === "ended" ? "PROCESS_NOT_ACTIVE" : "PROCESS_NOT_READY",
    message: `cannot start session "${session.id}": the game server is "${state.kind}"${found}; send it to an idle process`,
  });
}

function onHandlerSucceeded(state: LifecycleState, autoActivate: boolean): Step {
  if (state.kind === "active" && state.isHandlerRunning) return [{ ...state, isHandlerRunning: false }, [acceptStart]];
  if (state.kind !== "activating" || !state.isHandlerRunning) return [state, []];
  const settled = { ...state, isHandlerRunning: false };
  if (state.isActivationUnderWay) return [settled, []];
  if (autoActivate) return underWay(settled, state.session.maxPlayers);
  return [{ ...settled, isAnswered: true }, [acceptStart]];
}

function onHandlerFailed(state: LifecycleState, message: string): Step {
  if ((state.kind !== "activating" && state.kind !== "active") || !state.isHandlerRunning) return [state, []];
  const mayBeActive = state.kind === "active" || state.isActivationUnderWay;
  return failStart(state.session, message, mayBeActive);
}

function onActivationCalled(state: LifecycleState, maxPlayers: number | undefined): Step {
  if (state.kind === "activating")
    return state.isActivationUnderWay ? [state, []] : underWay(state, maxPlayers ?? state.session.maxPlayers);
  if (state.kind === "active")
    return refuse(state, {
      code: "ALREADY_INITIALIZED",
      message:
        `cannot activate session "${state.session.id}": it is "active" already; ` +
        "call activateGameServerSession() once, or leave it to the SDK",
    });
  return refuse(state, lacksSession(state, "activate a session"));
}

const underWay = (state: ActivatingState, maxPlayers: number): Step => [
  { ...state, isActivationUnderWay: true },
  [{ do: "activate", session: state.session, maxPlayers }],
];

function onActivationSucceeded(state: LifecycleState): Step {
  if (state.kind !== "activating") return [state, []];
  const { session, isHandlerRunning, isAnswered } = state;
  return [
    { kind: "active", session, isHandlerRunning },
    [{ do: "reportActivated", session }, ...(isHandlerRunning || isAnswered ? [] : [acceptStart])],
  ];
}

function onActivationFailed(state: LifecycleState, message: string): Step {
  if (state.kind !== "activating") return [state, []];
  // The program asked for it and hears of the failure; it may try again.
  if (state.isHandlerRunning || state.isAnswered) return [{ ...state, isActivationUnderWay: false }, []];
  return failStart(state.session, message, true);
}

const failStart = (session: GameServerSession, message: string, mayBeActive: boolean): Step => [
  { kind: "ready" },
  [
    { do: "endSession", session, reason: "failed" },
    { do: "answerStart", refused: { code: "GAME_SERVER_SESSION_READY_FAILED", message } },
    ...(mayBeActive ? [{ do: "withdraw", session } as const] : []),
  ],
];

function onTerminationCalled(state: LifecycleState, reason: SessionEndReason): Step {
  if (state.kind === "terminating") return [state, []];
  if (state.kind === "ending" && state.session !== undefined)
    return [state, [{ do: "terminate", session: state.session }]];
  if (state.kind === "activating" && !state.isAnswered)
    return refuse(state, {
      code: "GAME_SERVER_SESSION_NOT_READY",
      message:
        `cannot terminate session "${state.session.id}": the game server is "activating" it; ` +
        "throw from onStartGameServerSession to refuse it, or terminate it once it is active",
    });
  if (state.kind !== "activating" && state.kind !== "active")
    return refuse(state, lacksActiveSession(state, "terminate a session"));
  const mayAnswer = state.kind === "active" && state.isHandlerRunning;
  return [
    { kind: "terminating", session: state.session, from: state.kind, reason },
    [{ do: "terminate", session: state.session }, ...(mayAnswer ? [acceptStart] : [])],
  ];
}

function onTerminationSucceeded(state: LifecycleState): Step {
  if (state.kind === "terminating")
    return [{ kind: "ready" }, [{ do: "endSession", session: state.session, reason: state.reason }]];
  if (state.kind === "ending" && state.session !== undefined)
    return [{ ...state, session: undefined }, [{ do: "endSession", session: state.session, reason: "terminated" }]];
  return [state, []];
}

function onTerminationFailed(state: LifecycleState): Step {
  if (state.kind !== "terminating") return [state, []];
  if (state.from === "active") return [{ kind: "active", session: state.session, isHandlerRunning: false }, []];
  return [
    {
      kind: "activating",
      session: state.session,
      isHandlerRunning: false,
      isActivationUnderWay: false,
      isAnswered: true,
    },
    [],
  ];
}

function onSessionLost(state: LifecycleState): Step {
  if (state.kind === "active")
    return [
      { kind: "ready" },
      [{ do: "endSession", session: state.session, reason: "lost" }, ...(state.isHandlerRunning ? [acceptStart] : [])],
    ];
  if (state.kind === "terminating")
    return [{ kind: "ready" }, [{ do: "endSession", session: state.session, reason: "lost" }]];
  return [state, []];
}

function onEndRequested(state: LifecycleState, reason: EndReason, deadlineAtMs: number | null): Step {
  if (state.kind === "ended") return [state, []];
  if (state.kind === "ending") {
    if (deadlineAtMs === null || deadlineAtMs >= (state.deadlineAtMs ?? Infinity)) return [state, []];
    return [{ ...state, deadlineAtMs }, [{ do: "bringDeadlineForward", deadlineAtMs }]];
  }
  const ending = {
    kind: "ending",
    reason,
    deadlineAtMs,
    isAnnounced: state.kind !== "created" && state.kind !== "starting",
    session: sessionOf(state),
  } as const;
  const end = { do: "end", reason, deadlineAtMs } as const;
  if (state.kind === "activating" && !state.isAnswered)
    return [
      // GSE ends what it sees refused; only an activation under way may have made it ACTIVE.
      { ...ending, session: state.isActivationUnderWay ? state.session : undefined },
      [
        { do: "endSession", session: state.session, reason: "processEnd" },
        {
          do: "answerStart",
          refused: { code: "PROCESS_NOT_ACTIVE", message: "the process is ending; send the session to another one" },
        },
        end,
      ],
    ];
  return [ending, [...(state.kind === "active" && state.isHandlerRunning ? [acceptStart] : []), end]];
}
