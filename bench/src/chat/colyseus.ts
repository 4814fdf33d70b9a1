import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { requirePeer } from "../peers.js";
import { serveFanOut } from "./serve-fan-out.js";

interface Room {
  broadcast(name: string, text: string): void;
}
interface Core {
  readonly Room: new () => Room;
  readonly Server: new (options: object) => {
    define(name: string, room: new () => Room): void;
    listen(port: number, host: string): Promise<unknown>;
  };
}
interface Transport {
  readonly WebSocketTransport: new (options: { readonly server: Server; readonly pingInterval: number }) => object;
}

// The least room there is: no state, so that nothing goes out but our messages; and no pings.
const core = requirePeer<Core>("@colyseus/core");
const { WebSocketTransport } = requirePeer<Transport>("@colyseus/ws-transport");
const rooms: Room[] = [];
class ChatRoom extends core.Room {
  readonly patchRate = null;
  onCreate(): void {
    rooms.push(this);
  }
}
const http = createServer();
const server = new core.Server({
  transport: new WebSocketTransport({ server: http, pingInterval: 0 }),
  greet: false,
  gracefullyShutdown: false,
});
server.define("chat", ChatRoom);
await server.listen(0, "127.0.0.1");
await serveFanOut((http.address() as AddressInfo).port, (text) => {
  for (const room of rooms) room.broadcast("said", text);
});
