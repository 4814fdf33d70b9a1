import { createServer, type Socket } from "node:net";
import { finished } from "node:stream/promises";
import { GameServer } from "gse-server-sdk";

const clientPort = Number(process.env["PORT"] ?? 2000);
const players = new Set<Socket>();

const game = new GameServer({
  clientPort,
  endOnSignals: true,
  onProcessTerminate: () => {
    for (const player of players) player.end("the server is closing\n");
  },
});

// A player's first line is the player session id; what comes then, everybody hears.
const listener = createServer((socket) => {
  socket.on("error", () => undefined);
  socket.once("data", (id) => {
    play(socket, String(id).trim()).catch((error: unknown) => socket.end(`${String(error)}\n`));
  });
});

async function play(socket: Socket, playerSessionId: string): Promise<void> {
  await game.acceptPlayerSession(playerSessionId);
  players.add(socket);
  socket.write(`welcome to ${game.session?.name ?? "the game"}\n`);
  socket.on("data", (text) => {
    for (const player of players) player.write(text);
  });
  await finished(socket).catch(() => undefined);
  players.delete(socket);
  await game.removePlayerSession(playerSessionId);
  if (players.size === 0) await game.terminateGameServerSession();
}

listener.listen(clientPort);
game.once("closed", () => listener.close());
await game.processReady();
console.log("ready for sessions");
