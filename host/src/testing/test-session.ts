import type {
  GameServerSession,
  GameServerSessionId,
  PlayerSession,
  PlayerSessionCreationPolicy,
  ProtectionPolicy,
} from "../model/index.js";
import type { TestGse } from "./test-gse.js";
import { TestGseError } from "./errors.js";
import type { WaitOptions } from "./watch.js";

/** What may change while a session runs; what is absent stays. */
export interface SessionChanges {
  readonly name?: string;
  readonly maxPlayers?: number;
  readonly playerSessionCreationPolicy?: PlayerSessionCreationPolicy;
  readonly protectionPolicy?: ProtectionPolicy;
}

/** A game server session, from the side of those who start it and send players there: the cloud API. */
export interface TestSession {
  readonly id: string;
  /** As GSE has it at this moment. */
  readonly info: GameServerSession;
  readonly status: GameServerSession["status"];
  /**
   * Reserves a slot for one player. Hand its `id` to your game server as a player's client would; a slot that is not
   * accepted within 60 s of virtual time is free again.
   * @throws TestGseError REFUSED, for instance "session-full" or "session-closed"
   */
  join(playerId: string, options?: { readonly playerData?: string }): Promise<PlayerSession>;
  /** The same for many at once, by their number or names: all of them get a slot, or none. */
  joinPlayers(players: number | readonly string[]): Promise<readonly PlayerSession[]>;
  /** Everybody who ever joined, in the order of joining, in any status. */
  players(): readonly PlayerSession[];
  /** @throws TestGseError REFUSED */
  update(changes: SessionChanges): Promise<void>;
  /**
   * EndGameServerSessionAndProcess: the process is told to end within 30 s of virtual time. Settles once it knows.
   * @throws TestGseError REFUSED, for instance "session-protected"
   */
  end(): Promise<void>;
  /** Settles when the session is TERMINATED or ERROR, with what it was then. */
  ended(options?: WaitOptions): Promise<GameServerSession>;
}

/** More than any session has. */
const EVERYBODY = 1_000_000;

/** @internal */
export function testSession(gse: TestGse, id: GameServerSessionId): TestSession {
  let invented = 0;
  const info = (): GameServerSession => {
    const session = gse.host.reads.session(id);
    if (session === undefined) throw new TestGseError("SESSION_FAILED", `there is no game server session "${id}"`);
    return session;
  };
  const join = (players: readonly { readonly playerId: string; readonly playerData: string }[]) =>
    gse.execute({ type: "joinGameServerSession", sessionId: id, players });

  return {
    id,
    get info() {
      return info();
    },
    get status() {
      return info().status;
    },
    join: async (playerId, { playerData = "" } = {}) => {
      const [player] = await join([{ playerId, playerData }]);
      if (player === undefined) throw new Error(`"${playerId}" joined without a player session`);
      return player;
    },
    joinPlayers: (players) => {
      const names =
        typeof players === "number"
          ? Array.from({ length: players }, () => `player-${String(++invented)}`)
          : [...players];
      return join(names.map((playerId) => ({ playerId, playerData: "" })));
    },
    players: () => gse.host.reads.players({ sessionId: id }, { limit: EVERYBODY }).toReversed(),
    update: async (changes) => {
      await gse.execute({ type: "updateGameServerSession", sessionId: id, ...changes });
    },
    end: async () => {
      await gse.execute({ type: "endGameServerSessionAndProcess", target: { sessionId: id } });
      await gse.settled();
    },
    ended: (options) =>
      gse.until(
        `the end of game server session "${id}"`,
        () => {
          const session = info();
          return session.endedAtMs === null ? undefined : session;
        },
        options,
      ),
  };
}
