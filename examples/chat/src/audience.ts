import type { Duplex } from "node:stream";
import { WebSocket } from "ws";

/** A player whose line holds back this much is not reading; holding more for him would cost everyone's memory. */
const MAX_WAITING_BYTES = 1024 * 1024;

/**
 * The sockets that hear everything. A message becomes a WebSocket frame once, not once per player, and all
 * frames of one turn of the event loop leave in one write per socket: that is what a broadcast costs.
 */
export class Audience {
  readonly #lines = new Map<WebSocket, Duplex>();
  #waiting: Buffer[] = [];

  /** From now on this socket hears what is told; nothing of before. `line` is the TCP socket under it. */
  add(socket: WebSocket, line: Duplex): void {
    this.flush();
    this.#lines.set(socket, line);
  }

  delete(socket: WebSocket): void {
    this.#lines.delete(socket);
  }

  tell(text: string): void {
    if (this.#waiting.length === 0) setImmediate(() => this.flush());
    this.#waiting.push(textFrame(text));
  }

  /** Sends what waits. Needed only before something else goes to one of the sockets, which must not overtake it. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const frames = Buffer.concat(this.#waiting);
    this.#waiting = [];
    for (const [socket, line] of this.#lines) {
      if (line.writableLength > MAX_WAITING_BYTES) socket.terminate();
      // A closing socket has sent its close frame; nothing may follow that (RFC 6455, section 5.5.1).
      else if (socket.readyState === WebSocket.OPEN) line.write(frames);
    }
  }
}

/** One final, unmasked text frame: RFC 6455, section 5.2. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerLength + length);
  frame[0] = 0x81;
  if (headerLength === 2) frame[1] = length;
  else if (headerLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, headerLength);
  return frame;
}
