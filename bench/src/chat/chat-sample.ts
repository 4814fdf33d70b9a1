import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { Audience } from "../../../examples/chat/dist/audience.js";
import { serveFanOut } from "./serve-fan-out.js";

// The chat sample's own fan-out, under the same server as the plain loop.
const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
await once(server, "listening");
const audience = new Audience();
server.on("connection", (socket, { socket: line }) => audience.add(socket, line));
await serveFanOut((server.address() as AddressInfo).port, (text) => audience.tell(text));
