/** How a client of each kind of server comes in. */
export interface Greeting {
  /** The path of the next client's WebSocket. */
  readonly path: (port: number) => Promise<string>;
  /** The frame with which the client answers the server's first one. */
  readonly answer?: Buffer;
}

export type Kind = "plain" | "socket.io" | "colyseus";

export const greetings: Readonly<Record<Kind, Greeting>> = {
  plain: { path: () => Promise.resolve("/") },
  // Engine.IO's protocol 4 opens, then Socket.IO's packet CONNECT, "40", into the main namespace.
  "socket.io": {
    path: () => Promise.resolve("/socket.io/?EIO=4&transport=websocket"),
    answer: frame(0x1, Buffer.from("40")),
  },
  // A seat from the matchmaker; the client acknowledges JOIN_ROOM, 10, with the same byte.
  colyseus: {
    path: async (port) => {
      const response = await fetch(`http://127.0.0.1:${String(port)}/matchmake/joinOrCreate/chat`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      });
      const { room, sessionId } = (await response.json()) as {
        readonly room: { readonly processId: string; readonly roomId: string };
        readonly sessionId: string;
      };
      return `/${room.processId}/${room.roomId}?sessionId=${sessionId}`;
    },
    answer: frame(0x2, Buffer.from([10])),
  },
};

/** One short frame from a client: RFC 6455, section 5.2; the mask is all zeroes. */
function frame(opcode: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}
