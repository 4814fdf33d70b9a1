import { once } from "node:events";
import { createServer } from "node:http";
import { GameServer } from "gse-server-sdk";

const players = createServer((request, response) => {
  const id = new URL(request.url, "http://arena").searchParams.get("id") ?? "";
  server.acceptPlayerSession(id).then(
    () => response.end("welcome"),
    (error) => response.writeHead(403).end(String(error)),
  );
});
await once(players.listen(0, "127.0.0.1"), "listening");

const server = new GameServer({ clientPort: players.address().port });
server.on("closed", () => players.close());
await server.processReady();
