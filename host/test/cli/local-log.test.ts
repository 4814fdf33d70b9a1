import { describe, expect, test } from "vitest";
import { agentStarted, localSteps } from "../../src/cli/local-log.js";
import { readableStep } from "../../src/cli/readable-step.js";
import type { Command, HostEvent, PlayerSessionId } from "../../src/model/index.js";
import { aPlayer, aProcess, aSession, atMs, create, join, ready } from "../support/builders.js";

const received = (command: Command): HostEvent => ({ type: "commandReceived", command });
const session = aSession();
const call = { pid: 101, requestId: "r-1", sessionId: session.id };
const playerCall = { ...call, playerSessionId: "psess-1" as PlayerSessionId };
const ok = { kind: "ok" } as const;

/** Where gse-semantics j gives the words, they are its words. */
describe("the log of gse dev in the words of GSE Local", () => {
  test("begins with the agent", () => {
    expect(agentStarted).toEqual({ level: "info", msg: "start grpc v3 server success", extras: {} });
  });

  test.each<[name: string, event: HostEvent, steps: readonly (readonly [msg: string, extras: object])[]]>([
    [
      "ProcessReady",
      received({ ...ready(101), requestId: "r-1", logPaths: ["/a b"] }),
      [
        [
          "ProcessReady Info is",
          { pid: 101, requestId: "r-1", info: 'logPathsToUpload:"/a b" clientPort:7101 grpcPort:9101 ' },
        ],
      ],
    ],
    [
      "a process taken in",
      { type: "processReady", process: aProcess(), again: false },
      [["set runner success", { pid: 101, processUUID: "process-1" }]],
    ],
    [
      "a health check",
      { type: "healthChecked", process: aProcess(), isHealthy: true },
      [["onHealthCheck received", { pid: 101, health: true }]],
    ],
    [
      "CreateGameServerSession",
      received(create({ gameProperties: [{ key: "map", value: 'ice "7"' }] })),
      [
        [
          "API to use: GSE.CreateGameServerSession, with input",
          {
            req: 'FleetId:"fleet-1" Name:"a session" MaximumPlayerSessionCount:10 GameProperties:<Key:"map" Value:"ice \\"7\\"" > ',
          },
        ],
      ],
    ],
    [
      "a session put on a process",
      { type: "sessionCreated", session, process: aProcess() },
      [
        [`Reserved process: 101 for GameServerSession: ${session.id}`, {}],
        ["start to call StartGameSessionByGrpc to game server", { gameServerSessionId: session.id }],
      ],
    ],
    [
      "ActivateGameServerSession",
      received({ ...call, type: "activateGameServerSession", maxPlayers: 0 }),
      [["onGameSessionActivate received", { pid: 101, requestId: "r-1", gameServerSessionId: session.id }]],
    ],
    [
      "the answer to OnStartGameServerSession",
      received({ type: "sessionStartAnswered", processId: session.processId, sessionId: session.id, outcome: ok }),
      [["call StartGameSessionByGrpc to game server success", { gameServerSessionId: session.id }]],
    ],
    [
      "JoinGameServerSession",
      received(join(session.id, "ada")),
      [
        [
          "API to use: GSE.JoinGameServerSession, with input",
          { req: `GameServerSessionId:"${session.id}" PlayerId:"ada" PlayerData:"data of ada" ` },
        ],
        [`Creating player session with id: ada for gameServersessionId: ${session.id}`, {}],
      ],
    ],
    [
      "JoinGameServerSessionBatch",
      received(join(session.id, "ada", "bob")),
      [
        [
          "API to use: GSE.JoinGameServerSessionBatch, with input",
          { req: `GameServerSessionId:"${session.id}" PlayerIds:"ada" PlayerIds:"bob" ` },
        ],
        [`Creating player session with id: ada for gameServersessionId: ${session.id}`, {}],
        [`Creating player session with id: bob for gameServersessionId: ${session.id}`, {}],
      ],
    ],
    [
      "a slot held",
      { type: "playerReserved", player: aPlayer() },
      [["Created player session with PlayerId: ada and PlayerSessionId: psess-1", {}]],
    ],
    [
      "AcceptPlayerSession",
      received({ ...playerCall, type: "acceptPlayerSession" }),
      [
        [
          "onAcceptPlayerSession received",
          { pid: 101, requestId: "r-1", gameServerSessionId: session.id, playerSessionId: "psess-1" },
        ],
      ],
    ],
    [
      "RemovePlayerSession",
      received({ ...playerCall, type: "removePlayerSession" }),
      [
        [
          "onRemovePlayerSession received",
          { pid: 101, requestId: "r-1", gameServerSessionId: session.id, playerSessionId: "psess-1" },
        ],
      ],
    ],
    [
      "TerminateGameServerSession",
      received({ ...call, type: "terminateGameServerSession" }),
      [["onTerminateGameServerSession received", { pid: 101, requestId: "r-1", gameServerSessionId: session.id }]],
    ],
    [
      "ProcessEnding",
      received({ type: "processEnding", pid: 101, requestId: "r-1" }),
      [["onProcessEnding received", { pid: 101, requestId: "r-1" }]],
    ],
    ["the passing of time", received({ type: "tick" }), []],
  ])("tells %s", (_name, event, steps) => {
    expect(localSteps(event).map(({ msg, extras }) => [msg, extras])).toEqual(steps);
  });

  test("warns of what a game server was refused, and leaves it to the cloud API to tell its own refusals", () => {
    const refusal = { kind: "process-not-ready", message: "cannot do it" } as const;
    const command = { type: "processEnding", pid: 101, requestId: "r-1" } as const;
    expect(localSteps({ type: "commandRefused", command, refusal })).toEqual([
      {
        level: "warn",
        msg: "ProcessEnding refused",
        extras: { pid: 101, requestId: "r-1", kind: "process-not-ready", reason: "cannot do it" },
      },
    ]);
    expect(localSteps({ type: "commandRefused", command: create(), refusal })).toEqual([]);
  });

  test("warns when a session could not be started, with the game server's reason", () => {
    const outcome = { kind: "refused", reason: "no map" } as const;
    const { processId, id: sessionId } = session;
    expect(localSteps(received({ type: "sessionStartAnswered", processId, sessionId, outcome }))).toEqual([
      {
        level: "warn",
        msg: "call StartGameSessionByGrpc to game server failed",
        extras: { gameServerSessionId: sessionId, reason: "no map" },
      },
    ]);
  });
});

describe("the same log for a person", () => {
  const told = (event: HostEvent): string | undefined => {
    const step = readableStep(event);
    return step === undefined ? undefined : `${step.tone} ${step.about}: ${step.text}`;
  };

  test.each<[event: HostEvent, text: string | undefined]>([
    [
      { type: "processReady", process: aProcess(), again: false },
      "good ready: process 101 waits for sessions (players on port 7101, callbacks on port 9101)",
    ],
    [
      { type: "processReady", process: aProcess({ sessionId: session.id }), again: true },
      "plain ready: process 101 said ProcessReady again and still hosts gssess-1 (players on port 7101, callbacks on port 9101)",
    ],
    [
      { type: "sessionCreated", session: aSession({ maxPlayers: 1 }), process: aProcess() },
      'plain session: gssess-1 "a session" on fleet-1: 1 player slot, on process 101, ACTIVATING',
    ],
    [{ type: "sessionActivated", session }, "good active: gssess-1 is open to players at 127.0.0.1:7101"],
    [{ type: "playerReserved", player: aPlayer() }, "plain join: ada has a slot in gssess-1: psess-1"],
    [{ type: "playerAccepted", player: aPlayer({ status: "ACTIVE" }) }, "good player: ada is in gssess-1"],
    [{ type: "playerEnded", player: aPlayer({ status: "COMPLETED" }) }, "plain left: ada left gssess-1"],
    [
      { type: "playerEnded", player: aPlayer({ status: "TIMEDOUT", endedAtMs: atMs + 60_000 }) },
      "bad lapsed: ada did not come in time: TIMEDOUT, the slot is free again",
    ],
    [
      { type: "playerEnded", player: aPlayer({ status: "TIMEDOUT", endedAtMs: atMs + 10 }) },
      "plain left: ada had not come when gssess-1 ended: TIMEDOUT",
    ],
    [
      { type: "sessionEnded", session: aSession({ status: "ERROR", statusReason: "it crashed" }) },
      "bad ended: gssess-1 is ERROR: it crashed",
    ],
    [{ type: "healthChecked", process: aProcess(), isHealthy: true }, undefined],
    [
      { type: "healthChecked", process: aProcess(), isHealthy: false },
      "bad health: process 101 failed its health check",
    ],
    [received(create()), undefined],
  ])("tells it in a sentence: %#", (event, text) => {
    expect(told(event)).toBe(text);
  });

  test("shows control characters that a player or a game server chose, and does not obey them", () => {
    expect(told({ type: "playerAccepted", player: aPlayer({ playerId: "a\u001b[2J\nb\u202e" }) })).toBe(
      "good player: a\\u001b[2J\\nb\\u202e is in gssess-1",
    );
  });
});
