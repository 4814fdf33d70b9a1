import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { requirePeer } from "../peers.js";
import { serveFanOut } from "./serve-fan-out.js";

interface SocketIo {
  readonly Server: new (http: Server, options: object) => { emit(name: string, text: string): void };
}

// WebSockets only, no compression (its default), and no pings, which our listeners do not answer.
const { Server: SocketIoServer } = requirePeer<SocketIo>("socket.io");
const http = createServer();
const io = new SocketIoServer(http, { transports: ["websocket"], serveClient: false, pingInterval: 3_600_000 });
http.listen(0, "127.0.0.1");
await once(http, "listening");
await serveFanOut((http.address() as AddressInfo).port, (text) => io.emit("said", text));
