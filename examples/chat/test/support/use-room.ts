import { onTestFinished } from "vitest";
import { ChatSession, type Gse, type Refusal } from "../../src/chat-session.js";
import { listen } from "../../src/listen.js";
import { createPageServer } from "../../src/page-server.js";
import { PlayerConnections } from "../../src/player-connections.js";
import { systemClock, type Clock } from "../../src/system-clock.js";

export interface RoomOptions {
  readonly name?: string;
  readonly maxPlayers?: number;
  readonly clock?: Clock;
  readonly gse?: Partial<Gse>;
}

/**
 * The players' side of the sample on a real port, without a GSE behind it: whoever holds "psess-NAME" is NAME.
 * The whole server, on an agent, is in server.test.ts.
 */
export async function useRoom({ name = "Lobby", maxPlayers = 4, clock = systemClock, gse = {} }: RoomOptions = {}) {
  const removed: string[] = [];
  const logged: string[] = [];
  const unknown: Refusal = { reason: "notAccepted", message: "there is no such player session here" };
  let current: ChatSession | null = null;

  const http = createPageServer();
  const connections = new PlayerConnections({
    http,
    clock,
    currentSession: () => current,
    log: (line) => logged.push(line),
  });
  const openSession = (sessionName: string): ChatSession =>
    (current = new ChatSession({
      name: sessionName,
      maxPlayers,
      clock,
      log: (line) => logged.push(line),
      gse: {
        acceptPlayer: async (id) => (id.startsWith("psess-") ? { playerId: id.slice("psess-".length) } : unknown),
        removePlayer: async (id) => void removed.push(id),
        endSession: async () => endSession("the session has ended"),
        ...gse,
      },
    }));
  const endSession = (message: string): void => {
    current?.end(message);
    current = null;
  };
  openSession(name);
  const port = await listen(http, { host: "127.0.0.1", ports: [0], portsCameFrom: "the test" });

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closing ??= connections.close().then(() => {
      http.close();
      http.closeAllConnections();
    }));
  onTestFinished(close);

  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    address: (player: string) => `http://127.0.0.1:${port}/?playerSessionId=psess-${player}`,
    session: () => current,
    openSession,
    endSession,
    removed,
    logged,
    close,
  };
}
