import { createServer } from "node:net";
import { GameServer } from "gse-server-sdk";

const game = new GameServer({
  clientPort: 7777,
  onStartGameServerSession: ({ name, maxPlayers }) => {
    console.log(`hosting "${name}" for up to ${String(maxPlayers)} players`);
  },
});

// A player connects and sends the player session id as the first line.
const players = createServer((socket) => {
  socket.setEncoding("utf8").once("data", (line: string) => {
    const playerSessionId = line.trim();
    game.acceptPlayerSession(playerSessionId).then(
      () => {
        socket.write("welcome\n");
        socket.once("close", () => void game.removePlayerSession(playerSessionId).catch(console.error));
      },
      (error: unknown) => socket.end(`${String(error)}\n`),
    );
  });
});

players.listen(7777);
await game.processReady();
console.log("ready for sessions");
