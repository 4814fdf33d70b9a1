import type { Mailbox } from "../../support/mailbox.js";

/** A session as OnStartGameServerSession brought it. */
export interface Started {
  readonly sessionId: string;
  readonly name: string;
  readonly fleetId: string;
  readonly maxPlayers: number;
  readonly joinable: boolean;
  readonly port: number;
  readonly ipAddress: string;
  readonly data: string;
  readonly properties: readonly string[];
}

export interface SeenPlayer {
  readonly playerSessionId: string;
  readonly playerId: string;
  readonly status: string;
}

/** What a test wants of a game server, whoever wrote it and by whichever means it talks to its agent. */
export interface TestGameServer {
  readonly pid: number;
  readonly clientPort: number;
  readonly started: readonly Started[];
  /** Unix seconds, as text. */
  readonly terminations: Mailbox<string>;
  isHealthy: boolean;
  /** In words, to have OnStartGameServerSession refused. */
  refuseStart: string | undefined;
  ready(): Promise<void>;
  activate(sessionId: string, maxPlayers: number): Promise<void>;
  accept(sessionId: string, playerSessionId: string): Promise<void>;
  remove(sessionId: string, playerSessionId: string): Promise<void>;
  setPolicy(sessionId: string, policy: string): Promise<void>;
  report(current: number, max: number): Promise<void>;
  players(sessionId: string): Promise<readonly SeenPlayer[]>;
  terminate(sessionId: string): Promise<void>;
  ending(): Promise<void>;
  /** It is gone: nobody listens at its port any more. */
  exit(): Promise<void>;
}
