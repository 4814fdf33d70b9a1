import fc from "fast-check";
import {
  playerSessionCreationPolicies,
  protectionPolicies,
  type CallbackOutcome,
  type Command,
  type GameServerSessionId,
  type PlayerSessionId,
  type ProcessId,
} from "../../src/model/index.js";
import { create, join, ready } from "./builders.js";

/** What a random command may speak of: things that are there, were there, or never were. */
export interface Known {
  /** The live ones last. */
  readonly sessions: readonly KnownSession[];
  readonly players: readonly KnownPlayer[];
  readonly processIds: readonly ProcessId[];
}

export interface KnownSession {
  readonly sessionId: GameServerSessionId;
  readonly pid: number;
}

export interface KnownPlayer extends KnownSession {
  readonly playerSessionId: PlayerSessionId;
}

/** A command in the making: which of the known things it names is settled when its turn comes. */
export type AnyCommand = (known: Known) => Command;

const small = (max: number) => fc.integer({ min: 0, max });
const pid = fc.integer({ min: 101, max: 104 });
/** Mostly what was asked for; now and then another one, as a confused or malicious caller would. */
const rarely = <T>(wrong: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: wrong });

const noSession: KnownPlayer = {
  sessionId: "session-none" as GameServerSessionId,
  playerSessionId: "psess-none" as PlayerSessionId,
  pid: 101,
};
const fromEnd = <T>(all: readonly T[], index: number): T | undefined => all.at(-1 - (index % Math.max(1, all.length)));

/** A session and the process that hosts it; rarely another process. */
const session = fc.record({ index: small(4), wrongPid: rarely(pid) }).map(({ index, wrongPid }) => (known: Known) => {
  const found = fromEnd(known.sessions, index) ?? noSession;
  return { sessionId: found.sessionId, pid: wrongPid ?? found.pid };
});
/** A player with session and process; rarely not those. */
const player = fc
  .record({ index: small(6), wrongSession: rarely(session), wrongPid: rarely(pid) })
  .map(({ index, wrongSession, wrongPid }) => (known: Known) => {
    const found = fromEnd(known.players, index) ?? noSession;
    const { playerSessionId } = found;
    const sessionId = wrongSession?.(known).sessionId ?? found.sessionId;
    return { playerSessionId, sessionId, pid: wrongPid ?? found.pid };
  });
const process = small(5).map((index) => (known: Known) => fromEnd(known.processIds, index) ?? ("none" as ProcessId));
const outcome: fc.Arbitrary<CallbackOutcome> = fc.oneof(
  fc.constant({ kind: "ok" } as const),
  fc.constant({ kind: "refused", reason: "no" } as const),
  fc.constant({ kind: "unreachable", reason: "nobody there" } as const),
);
const from = <T>(what: fc.Arbitrary<T>, make: (value: T, known: Known) => Command): fc.Arbitrary<AnyCommand> =>
  what.map((value) => (known) => make(value, known));
const someOf = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });

/** From processes and the cloud API: what reaches a host from outside. */
export const anyCall: fc.Arbitrary<AnyCommand> = fc.oneof(
  {
    weight: 8,
    arbitrary: from(fc.record({ pid, life: rarely(small(2)), port: small(2) }), (given) =>
      ready(given.pid, { startedAt: `life ${String(given.life ?? 0)}`, clientPort: 7000 + given.port }),
    ),
  },
  {
    weight: 6,
    arbitrary: from(
      fc.record({ creator: small(4), token: small(12), maxPlayers: fc.constantFrom(0, 1, 2, 3, 4, 8) }),
      (given) =>
        create({
          creatorId: given.creator === 0 ? "ada" : "",
          idempotencyToken: given.token < 3 ? `token-${String(given.token)}` : "",
          maxPlayers: given.maxPlayers,
        }),
    ),
  },
  {
    weight: 10,
    arbitrary: from(fc.record({ session, maxPlayers: small(3) }), (given, known) => ({
      type: "activateGameServerSession",
      ...given.session(known),
      maxPlayers: given.maxPlayers,
    })),
  },
  {
    weight: 12,
    arbitrary: from(
      fc.record({
        session,
        players: fc.array(fc.constantFrom("ada", "bob", "cleo", "dan"), { minLength: 1, maxLength: 3 }),
      }),
      (given, known) => join(given.session(known).sessionId, ...given.players),
    ),
  },
  {
    weight: 8,
    arbitrary: from(fc.record({ player, request: small(2) }), (given, known) => ({
      type: "acceptPlayerSession",
      requestId: `request-${String(given.request)}`,
      ...given.player(known),
    })),
  },
  { weight: 4, arbitrary: from(player, (which, known) => ({ type: "removePlayerSession", ...which(known) })) },
  { weight: 2, arbitrary: from(session, (which, known) => ({ type: "terminateGameServerSession", ...which(known) })) },
  {
    weight: 2,
    arbitrary: from(
      fc.record({ session, policy: fc.constantFrom("ACCEPT_ALL", "ACCEPT_ALL", "ACCEPT_ALL", "DENY_ALL", "SOME") }),
      (given, known) => ({
        type: "updatePlayerSessionCreationPolicy",
        ...given.session(known),
        policy: given.policy,
      }),
    ),
  },
  {
    weight: 3,
    arbitrary: from(
      fc.record({
        session,
        maxPlayers: someOf([0, 1, 2, 3, 4]),
        policy: someOf([...playerSessionCreationPolicies, "ACCEPT_ALL"] as const),
        protection: someOf(protectionPolicies),
      }),
      (given, known) => ({
        type: "updateGameServerSession",
        sessionId: given.session(known).sessionId,
        ...(given.maxPlayers === undefined ? {} : { maxPlayers: given.maxPlayers }),
        ...(given.policy === undefined ? {} : { playerSessionCreationPolicy: given.policy }),
        ...(given.protection === undefined ? {} : { protectionPolicy: given.protection }),
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: from(fc.record({ session, port: small(2), isByPort: fc.boolean() }), (given, known) => ({
      type: "endGameServerSessionAndProcess",
      target: given.isByPort
        ? { ipAddress: "127.0.0.1", port: 7000 + given.port }
        : { sessionId: given.session(known).sessionId },
    })),
  },
  { weight: 1, arbitrary: from(fc.integer({ min: 101, max: 120 }), (of) => ({ type: "processEnding", pid: of })) },
  { weight: 1, arbitrary: from(pid, (of) => ({ type: "reportCustomData", pid: of, current: 1, max: 2 })) },
);

/** What the host itself would see happen. */
export const anyObservation: fc.Arbitrary<AnyCommand> = fc.oneof(
  {
    weight: 2,
    arbitrary: from(fc.record({ process, session, outcome }), (given, known) => ({
      type: "sessionStartAnswered",
      processId: given.process(known),
      sessionId: given.session(known).sessionId,
      outcome: given.outcome,
    })),
  },
  {
    weight: 4,
    arbitrary: from(fc.record({ process, outcome }), (given, known) => ({
      type: "healthChecked",
      processId: given.process(known),
      outcome: given.outcome,
    })),
  },
  {
    weight: 1,
    arbitrary: from(process, (which, known) => ({ type: "processGone", processId: which(known), how: "exit 1" })),
  },
  { weight: 1, arbitrary: fc.constant<AnyCommand>(() => ({ type: "tick" })) },
);

/** Mostly an instant, now and then just short of a deadline, or past every one there is. */
export const anyDelayMs = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 2_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(29_999, 30_000, 59_999, 60_000, 180_000, 300_000, 600_000) },
);
