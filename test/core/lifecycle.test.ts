import { describe, expect, test } from "vitest";
import {
  initialState,
  sessionOf,
  step,
  type Effect,
  type LifecycleEvent,
  type LifecycleState,
} from "../../src/core/index.js";
import type { GameServerSession } from "../../src/model/index.js";

const session: GameServerSession = {
  id: "gssess-1",
  fleetId: "fleet-1",
  name: "room",
  maxPlayers: 10,
  isJoinable: true,
  gameProperties: {},
  port: 2000,
  ipAddress: "127.0.0.1",
  dnsName: "",
  gameServerSessionData: "",
  matchmakerData: "",
};
const other: GameServerSession = { ...session, id: "gssess-2" };
const sessionId = session.id;

const ready: readonly LifecycleEvent[] = [{ type: "processReadyCalled" }, { type: "processReadySucceeded" }];
const started: readonly LifecycleEvent[] = [...ready, { type: "sessionOffered", session }];
const handled: LifecycleEvent = { type: "handlerSucceeded", sessionId, autoActivate: true };
const handledByHand: LifecycleEvent = { type: "handlerSucceeded", sessionId, autoActivate: false };
const activationCalled: LifecycleEvent = { type: "activationCalled", maxPlayers: undefined };
const activated: LifecycleEvent = { type: "activationSucceeded", sessionId };
const active: readonly LifecycleEvent[] = [...started, handled, activated];
const end = { type: "endRequested", reason: "close", deadlineAtMs: 1_000 } as const;

/** The state after all events, and the effects of the last one. */
function after(events: readonly LifecycleEvent[]): {
  readonly state: LifecycleState;
  readonly effects: readonly Effect[];
} {
  let state = initialState;
  let effects: readonly Effect[] = [];
  for (const event of events) [state, effects] = step(state, event);
  return { state, effects };
}

const kindAfter = (events: readonly LifecycleEvent[]): string => after(events).state.kind;
const doneAfter = (events: readonly LifecycleEvent[]): readonly string[] => after(events).effects.map((e) => e.do);

describe("the life cycle", () => {
  test("goes from created over ready to active, back to ready, and to its end", () => {
    const whole: readonly LifecycleEvent[] = [
      ...active,
      { type: "terminationCalled" },
      { type: "terminationSucceeded", sessionId },
      end,
      { type: "endCompleted" },
    ];
    const kinds = whole.map((_, i) => kindAfter(whole.slice(0, i + 1)));
    expect(kinds).toEqual([
      "starting",
      "ready",
      "activating",
      "activating",
      "active",
      "terminating",
      "ready",
      "ending",
      "ended",
    ]);
  });

  test("goes back to created when ProcessReady fails", () => {
    expect(kindAfter([{ type: "processReadyCalled" }, { type: "processReadyFailed" }])).toBe("created");
  });

  test("gives back the same state for an event that means nothing there", () => {
    const events: readonly LifecycleEvent[] = [
      { type: "processReadySucceeded" },
      { type: "processReadyFailed" },
      { type: "startAbandoned" },
      handled,
      { type: "handlerFailed", sessionId, message: "late" },
      activated,
      { type: "activationFailed", sessionId, message: "late" },
      { type: "terminationSucceeded", sessionId },
      { type: "terminationFailed", sessionId },
      { type: "endCompleted" },
    ];
    for (const event of events) {
      expect(step(initialState, event)).toEqual([initialState, []]);
      expect(step(initialState, event)[0]).toBe(initialState);
    }
  });

  test("ignores what arrives late about a former session", () => {
    const { state } = after([...ready, { type: "sessionOffered", session: other }]);
    expect(step(state, handled)[0]).toBe(state);
    expect(step(state, activated)[0]).toBe(state);
    expect(step(state, { type: "terminationSucceeded", sessionId })[0]).toBe(state);
  });
});

describe("a session's start", () => {
  test("runs the handler, then activates, then answers", () => {
    expect(doneAfter(started)).toEqual(["runStartHandler"]);
    expect(after([...started, handled]).effects).toEqual([{ do: "activate", session, maxPlayers: 10 }]);
    expect(doneAfter([...started, handled, activated])).toEqual(["reportActivated", "answerStart"]);
  });

  test("is answered without activation when the program activates by itself", () => {
    expect(doneAfter([...started, handledByHand])).toEqual(["answerStart"]);
    expect(doneAfter([...started, handledByHand, activationCalled])).toEqual(["activate"]);
    expect(doneAfter([...started, handledByHand, activationCalled, activated])).toEqual(["reportActivated"]);
  });

  test("waits for the handler when the program activates from inside it", () => {
    expect(doneAfter([...started, activationCalled, activated])).toEqual(["reportActivated"]);
    expect(doneAfter([...started, activationCalled, activated, handled])).toEqual(["answerStart"]);
  });

  test("waits for an activation that the handler began and did not await", () => {
    expect(doneAfter([...started, activationCalled, handled])).toEqual([]);
    expect(doneAfter([...started, activationCalled, handled, activated])).toEqual(["reportActivated", "answerStart"]);
  });

  test("is refused with the handler's reason, and the process is ready again", () => {
    const { state, effects } = after([...started, { type: "handlerFailed", sessionId, message: "no map" }]);
    expect(state).toEqual({ kind: "ready" });
    expect(effects).toEqual([
      { do: "endSession", session, reason: "failed" },
      { do: "answerStart", refused: { code: "GAME_SERVER_SESSION_READY_FAILED", message: "no map" } },
    ]);
  });

  test("is refused when it cannot be activated, and GSE is told in case it had its effect", () => {
    const { state, effects } = after([...started, handled, { type: "activationFailed", sessionId, message: "late" }]);
    expect(state.kind).toBe("ready");
    expect(effects.map((e) => e.do)).toEqual(["endSession", "answerStart", "withdraw"]);
  });

  test("may be activated again by the program after a failure", () => {
    const failed: readonly LifecycleEvent[] = [
      ...started,
      handledByHand,
      activationCalled,
      { type: "activationFailed", sessionId, message: "no" },
    ];
    expect(kindAfter(failed)).toBe("activating");
    expect(doneAfter([...failed, activationCalled])).toEqual(["activate"]);
  });

  test("is refused while another session is hosted", () => {
    const { state, effects } = after([...active, { type: "sessionOffered", session: other }]);
    expect(sessionOf(state)).toBe(session);
    expect(effects).toEqual([
      {
        do: "refuse",
        refused: {
          code: "PROCESS_NOT_READY",
          message:
            'cannot start session "gssess-2": the game server is "active" and hosts session "gssess-1"; send it to an idle process',
        },
      },
    ]);
  });

  test("that nobody waits for any more makes room for another one", () => {
    expect(doneAfter([...started, { type: "startAbandoned" }])).toEqual(["endSession"]);
    expect(kindAfter([...started, { type: "startAbandoned" }, { type: "sessionOffered", session: other }])).toBe(
      "activating",
    );
  });
});

describe("a session's end", () => {
  test("comes from GSE when that does not know the session any more", () => {
    const lost: LifecycleEvent = { type: "sessionLost", sessionId };
    const over = { do: "endSession", session, reason: "lost" };
    expect(after([...active, lost])).toEqual({ state: { kind: "ready" }, effects: [over] });
    expect(after([...active, { type: "terminationCalled" }, lost])).toEqual({
      state: { kind: "ready" },
      effects: [over],
    });
    expect(doneAfter([...started, activationCalled, activated, lost])).toEqual(["endSession", "answerStart"]);
    const { state } = after(started);
    expect(step(state, lost)).toEqual([state, []]);
  });

  test("is told with the reason that it was asked for", () => {
    const called: LifecycleEvent = { type: "terminationCalled", reason: "everyoneLeft" };
    expect(after([...active, called, { type: "terminationSucceeded", sessionId }]).effects).toEqual([
      { do: "endSession", session, reason: "everyoneLeft" },
    ]);
  });

  test("is asked of GSE once, however often the program asks", () => {
    expect(doneAfter([...active, { type: "terminationCalled" }])).toEqual(["terminate"]);
    expect(doneAfter([...active, { type: "terminationCalled" }, { type: "terminationCalled" }])).toEqual([]);
  });

  test("leaves the session active when GSE was not reached", () => {
    expect(kindAfter([...active, { type: "terminationCalled" }, { type: "terminationFailed", sessionId }])).toBe(
      "active",
    );
  });

  test("is possible for a session that the program never activated", () => {
    expect(doneAfter([...started, handledByHand, { type: "terminationCalled" }])).toEqual(["terminate"]);
  });

  test("is refused while the start handler runs", () => {
    expect(after([...started, { type: "terminationCalled" }]).effects).toEqual([
      {
        do: "refuse",
        refused: {
          code: "GAME_SERVER_SESSION_NOT_READY",
          message:
            'cannot terminate session "gssess-1": the game server is "activating" it; ' +
            "throw from onStartGameServerSession to refuse it, or terminate it once it is active",
        },
      },
    ]);
  });
});

describe("the ending", () => {
  test("begins once, whatever asks for it how often", () => {
    expect(doneAfter([...active, end])).toEqual(["end"]);
    const again: LifecycleEvent = { type: "endRequested", reason: "processTerminate", deadlineAtMs: null };
    expect(doneAfter([...active, end, again])).toEqual([]);
    expect(after([...active, end, again]).state).toMatchObject({ reason: "close", session });
  });

  test("takes the earlier deadline", () => {
    const endless: LifecycleEvent = { type: "endRequested", reason: "processTerminate", deadlineAtMs: null };
    expect(after([...active, endless, end]).effects).toEqual([{ do: "bringDeadlineForward", deadlineAtMs: 1_000 }]);
    expect(doneAfter([...active, end, { ...end, deadlineAtMs: 2_000 }])).toEqual([]);
  });

  test("refuses a session whose start is not answered yet", () => {
    expect(doneAfter([...started, end])).toEqual(["endSession", "answerStart", "end"]);
    expect(sessionOf(after([...started, end]).state)).toBeUndefined();
  });

  test("keeps a session that may be active at GSE, to terminate it", () => {
    expect(sessionOf(after([...started, handled, end]).state)).toBe(session);
    expect(doneAfter([...active, end, { type: "terminationCalled" }])).toEqual(["terminate"]);
  });

  test("remembers that GSE knows the process, also when that becomes known late", () => {
    expect(after([{ type: "processReadyCalled" }, end]).state).toMatchObject({ isAnnounced: false });
    expect(after([{ type: "processReadyCalled" }, end, { type: "processReadySucceeded" }]).state).toMatchObject({
      isAnnounced: true,
    });
  });

  test("takes no session any more", () => {
    expect(after([...ready, end, { type: "sessionOffered", session }]).effects).toMatchObject([
      { do: "refuse", refused: { code: "PROCESS_NOT_ACTIVE" } },
    ]);
  });
});

describe("a call in a wrong state", () => {
  test.each([
    [
      [],
      activationCalled,
      "PROCESS_NOT_READY",
      'cannot activate a session: the game server is "created"; call processReady() first',
    ],
    [
      [{ type: "processReadyCalled" }],
      activationCalled,
      "PROCESS_NOT_READY",
      'cannot activate a session: the game server is "starting"; await processReady() first',
    ],
    [
      ready,
      activationCalled,
      "GAME_SERVER_SESSION_NOT_READY",
      'cannot activate a session: the game server is "ready" and hosts no session; wait for onStartGameServerSession first',
    ],
    [
      active,
      activationCalled,
      "ALREADY_INITIALIZED",
      'cannot activate session "gssess-1": it is "active" already; call activateGameServerSession() once, or leave it to the SDK',
    ],
    [
      ready,
      { type: "processReadyCalled" },
      "ALREADY_INITIALIZED",
      'cannot report ready: the game server is "ready"; call processReady() once',
    ],
    [
      [...ready, end],
      { type: "processReadyCalled" },
      "PROCESS_NOT_ACTIVE",
      'cannot report ready: the game server is "ending"; make a new GameServer',
    ],
    [
      ready,
      { type: "terminationCalled" },
      "GAME_SERVER_SESSION_NOT_READY",
      'cannot terminate a session: the game server is "ready" and hosts no session; wait for onStartGameServerSession first',
    ],
    [
      [...ready, end, { type: "endCompleted" }],
      { type: "terminationCalled" },
      "PROCESS_NOT_ACTIVE",
      'cannot terminate a session: the game server is "ended"; call it before close() or processEnding()',
    ],
  ] as const satisfies readonly (readonly [readonly LifecycleEvent[], LifecycleEvent, string, string])[])(
    "%#: names the state and the missing call",
    (before, event, code, message) => {
      const { state } = after(before);
      expect(step(state, event)).toEqual([state, [{ do: "refuse", refused: { code, message } }]]);
    },
  );
});
