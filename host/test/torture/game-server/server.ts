import { createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { once } from "node:events";
import { GameServer, isUnreachable, type GameServerSession } from "gse-server-sdk";
import { systemClock } from "../../../src/system-clock.js";
import { readPlan, type Plan } from "../plan.js";

// A game of one line a turn: players say "join ID", "ping N" and "finish"; they hear "welcome PID SESSION", "pong N PID
// SESSION" and, when the session is over, "over SESSION REASON". What the match does is the plan of its session.

const TRY_AGAIN_MS = 50;
/** The host is killed again and again, and on a busy machine takes a while to be back. */
const CALL_MS = 60_000;

const players = new Set<Socket>();
/** Settles with the session that is hosted. */
let over: { readonly promise: Promise<void>; readonly settle: () => void } | undefined;
let matchEnd: ReturnType<typeof systemClock.setTimeout> | undefined;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    systemClock.setTimeout(resolve, ms);
  });

const door = createServer(serve);
const clientPort = await listenWithin(door, process.env["GSE_CLIENT_PORT_RANGE"] ?? "0-0");

const game = new GameServer({
  clientPort,
  callTimeoutMs: CALL_MS,
  onStartGameServerSession: ({ gameServerSessionData }) => {
    let settle = (): void => undefined;
    const promise = new Promise<void>((resolve) => (settle = resolve));
    over = { promise, settle };
    return pause(readPlan(gameServerSessionData).activatesAfterMs);
  },
  // A fleet that is scaled in, or runs something else now, waits for the match; who ends the session itself does not.
  onProcessTerminate: async ({ deadline }) => {
    if (deadline === null) await over?.promise;
  },
});

game.on("sessionActivated", ({ session }) => {
  const plan = readPlan(session.gameServerSessionData);
  if (plan.lastsMs !== null)
    matchEnd = systemClock.setTimeout(() => {
      endMatch(session, plan).catch(tell);
    }, plan.lastsMs);
});

game.on("sessionEnded", ({ session, reason }) => {
  if (matchEnd !== undefined) systemClock.clearTimeout(matchEnd);
  for (const socket of players) if (!socket.writableEnded) socket.end(`over ${session.id} ${reason}\n`);
  players.clear();
  over?.settle();
  over = undefined;
});

game.on("closed", () => {
  door.close();
  for (const socket of players) socket.destroy();
});

/** Until the agent has heard it, or somebody else has ended the session. */
async function endMatch(session: GameServerSession, { then }: Plan): Promise<void> {
  if (then === "crash") process.kill(process.pid, "SIGKILL");
  while (game.session?.id === session.id)
    try {
      await game.terminateGameServerSession();
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      await pause(TRY_AGAIN_MS);
    }
  if (then === "leave") await game.close();
}

function serve(socket: Socket): void {
  const say = (...words: readonly (string | number)[]): void => {
    if (!socket.writableEnded) socket.write(`${words.join(" ")}\n`);
  };
  let playerSessionId = "";
  const lines = createInterface({ input: socket }).on("error", tell);
  lines.on("line", (line) => {
    const [verb = "", word = ""] = line.split(" ");
    const { session } = game;
    if (verb === "ping") say("pong", word, process.pid, session?.id ?? "-");
    else if (verb === "finish" && session !== undefined && playerSessionId !== "")
      endMatch(session, readPlan(session.gameServerSessionData)).catch(tell);
    else if (verb === "join")
      game.acceptPlayerSession(word).then(
        () => {
          playerSessionId = word;
          if (socket.destroyed) {
            game.removePlayerSession(word).catch(tell);
            return;
          }
          players.add(socket);
          say("welcome", process.pid, game.session?.id ?? "-");
        },
        (error: unknown) => {
          say("refused", String(error));
          socket.end();
        },
      );
  });
  // Whoever is cut off in the middle of a word is gone, as any other.
  socket.on("error", tell);
  socket.on("close", () => {
    const wasIn = players.delete(socket);
    if (wasIn) game.removePlayerSession(playerSessionId).catch(tell);
  });
}

/** From somewhere in the range on, so that processes that start together seldom meet. */
async function listenWithin(server: Server, range: string): Promise<number> {
  const [from = 0, to = 0] = range.split("-").map(Number);
  const count = to - from + 1;
  for (let tried = 0; tried < count; tried++)
    try {
      const port = from + ((process.pid + tried) % count);
      server.listen({ host: "127.0.0.1", port });
      await once(server, "listening");
      return port;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    }
  throw new Error(`all ports of ${range} are in use`);
}

function tell(error: unknown): void {
  console.error(String(error));
}

await game.processReady();
