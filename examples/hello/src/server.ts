import { createServer } from "node:http";
import { GameServer } from "gse-server-sdk";

const port = Number(process.env["PORT"] ?? 7777);

const game = new GameServer({
  clientPort: port,
  onStartGameServerSession: ({ name, maxPlayers }) => {
    console.log(`hosting "${name}" for up to ${String(maxPlayers)} players`);
  },
});

// A player comes with a player session id, and stays until the connection closes.
const players = createServer((request, response) => {
  const id = new URL(request.url ?? "/", "http://game").searchParams.get("playerSessionId") ?? "";
  game.acceptPlayerSession(id).then(
    () => {
      response.write(`welcome to ${game.session?.name ?? "the game"}\n`);
      response.once("close", () => void game.removePlayerSession(id).catch(console.error));
    },
    (error: unknown) => response.writeHead(403).end(`${String(error)}\n`),
  );
});

// Nothing of GSE is left; without open sockets Node exits by itself.
game.on("closed", () => {
  players.close();
  players.closeAllConnections();
});

players.listen(port);
await game.processReady();
console.log("ready for sessions");
