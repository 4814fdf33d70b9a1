import { constants } from "node:os";
import { GameServer, isUnreachable } from "gse-server-sdk";
import { ChatSession, type Gse } from "./chat-session.js";
import { listen } from "./listen.js";
import { parseOptions, UsageError } from "./options.js";
import { createPageServer } from "./page-server.js";
import { PlayerConnections } from "./player-connections.js";
import { systemClock } from "./system-clock.js";

/** How long players may say goodbye when GSE wants the process to end, if it leaves them that long. */
const GOODBYE_MS = 5_000;
const SHUTTING_DOWN = "the server is being shut down";

/** The life of a game server on GSE, from top to bottom. */
async function main(): Promise<void> {
  let chat: ChatSession | null = null;

  // 1. The players' port is open before GSE hears of it.
  const http = createPageServer();
  const options = parseOptions(process.argv.slice(2), process.env);
  const clientPort = await listen(http, options);
  const players = new PlayerConnections({ http, currentSession: () => chat, clock: systemClock, log });

  const gameServer = new GameServer({
    clientPort,

    // 3. GSE gives this process a session. When this returns, the session becomes ACTIVE and players may come.
    onStartGameServerSession({ name, maxPlayers }) {
      chat = new ChatSession({ name, maxPlayers, gse, clock: systemClock, log });
    },

    // Asked every minute; a process that says no three times gets no session any more.
    onHealthCheck: () => http.listening,

    // 6. GSE wants the process to end, or we do. The SDK has closed the session to new players; when this returns, it
    // ends the session, then the process.
    async onProcessTerminate({ reason, deadline, signal }) {
      if (reason !== "processTerminate") return; // our own Ctrl-C waits for nobody
      const endsAtMs = Math.min(systemClock.now() + GOODBYE_MS, deadline?.getTime() ?? Infinity);
      await chat?.sayGoodbye(SHUTTING_DOWN, endsAtMs, signal);
    },
  });

  // 4. What the players do, told to GSE.
  const gse: Gse = {
    async acceptPlayer(playerSessionId) {
      try {
        await gameServer.acceptPlayerSession(playerSessionId);
      } catch (error) {
        return { reason: isUnreachable(error) ? "unreachable" : "notAccepted", message: messageOf(error) };
      }
      // Only a name to start with: whoever was accepted comes in without it, too.
      const found = await gameServer.describePlayerSessions({ playerSessionId }).catch(() => null);
      return { playerId: found?.playerSessions[0]?.playerId ?? "" };
    },
    removePlayer: (playerSessionId) => gameServer.removePlayerSession(playerSessionId),
    async endSession() {
      await gameServer.updatePlayerSessionCreationPolicy("DENY_ALL"); // nobody may join what is about to end
      await gameServer.terminateGameServerSession();
    },
  };

  gameServer.on("sessionActivated", ({ session }) => {
    log(`session ${session.id} is open to ${session.maxPlayers} players`);
  });

  // 5. The session is over; the process is ready for the next one.
  gameServer.on("sessionEnded", ({ session }) => {
    log(`session ${session.id} is over`);
    chat?.end(gameServer.state === "ending" ? SHUTTING_DOWN : "the session was ended");
    chat = null;
  });

  // 7. Nothing of GSE is left. Without open sockets Node exits by itself.
  gameServer.on("closed", () => {
    void players.close().then(() => {
      http.close();
      http.closeAllConnections();
    });
  });
  closeOnSignal(gameServer);

  // 2. From now on GSE may send sessions.
  try {
    await gameServer.processReady();
  } catch (error) {
    await gameServer.close();
    throw error;
  }
  log(`ready for game server sessions; players connect to http://${options.host}:${clientPort}/?playerSessionId=…`);
}

/** The first Ctrl-C or SIGTERM ends in order, the second at once. */
function closeOnSignal(gameServer: GameServer): void {
  let isClosing = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (isClosing) process.exit(128 + constants.signals[signal]);
      isClosing = true;
      void gameServer.close();
    });
}

function log(line: string): void {
  console.log(line);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

main().catch((error: unknown) => {
  console.error(`chat server: ${messageOf(error)}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
