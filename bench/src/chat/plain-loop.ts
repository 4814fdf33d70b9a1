import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { serveFanOut } from "./serve-fan-out.js";

// The loop of every tutorial.
const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
await once(server, "listening");
await serveFanOut((server.address() as AddressInfo).port, (text) => {
  for (const socket of server.clients) socket.send(text);
});
