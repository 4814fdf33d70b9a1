import { once } from "node:events";
import { createServer } from "node:http";
import { GameServer } from "gse-server-sdk";

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

// GSE names the ports that players can reach, as "7000-7099"; each process takes the first that is free.
const range = process.env["GSE_CLIENT_PORT_RANGE"] ?? process.env["PORT"] ?? "7777";
const [first = 0, last = first] = range.split("-").map(Number);

async function listen(port: number): Promise<number> {
  try {
    await once(players.listen(port), "listening");
    return port;
  } catch (error) {
    if (port >= last) throw error;
    return listen(port + 1);
  }
}

const game = new GameServer({
  clientPort: await listen(first),
  onStartGameServerSession: ({ name, maxPlayers }) => {
    console.log(`hosting "${name}" for up to ${String(maxPlayers)} players`);
  },
});

// Nothing of GSE is left; without open sockets Node exits by itself.
game.on("closed", () => {
  players.close();
  players.closeAllConnections();
});

await game.processReady();
console.log("ready for sessions");
