import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { GameServer, type GameServerOptions } from "gse-server-sdk";

export interface DuelOptions extends Pick<GameServerOptions, "agentAddress" | "clock"> {
  readonly save: (names: readonly string[]) => Promise<void>;
}

/** A game server for players who come by HTTP: `/join?id=<player session id>`, and `/leave?id=…` when they go. */
export async function startDuel({ save, ...options }: DuelOptions): Promise<GameServer> {
  const players = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://duel");
    const id = searchParams.get("id") ?? "";
    const done = pathname === "/join" ? server.acceptPlayerSession(id) : server.removePlayerSession(id);
    done.then(
      () => response.end("welcome"),
      (error: unknown) => response.writeHead(403).end(String(error)),
    );
  });
  await once(players.listen(0, "127.0.0.1"), "listening");

  const server: GameServer = new GameServer({
    ...options,
    clientPort: (players.address() as AddressInfo).port,
    onProcessTerminate: () => save([...server.players]),
  });
  server.on("closed", () => players.close());
  await server.processReady();
  return server;
}
