import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { Socket } from "node:net";

const CHANNELS = ["net.client.socket", "net.server.socket"] as const;

/**
 * The TCP connections that this program has with itself: what one end has written and the other has not read yet is
 * still on its way. Sockets that were opened before it began to look, and those to other programs, do not count.
 */
export class LoopbackTraffic implements Disposable {
  readonly #sockets = new Set<Socket>();
  readonly #onSocket = (message: unknown): void => {
    if (typeof message === "object" && message !== null && "socket" in message && message.socket instanceof Socket)
      this.#sockets.add(message.socket);
  };

  constructor() {
    for (const channel of CHANNELS) subscribe(channel, this.#onSocket);
  }

  /** How much is on its way, in bytes, and how much has moved so far; a connection being made counts as one byte. */
  look(): { readonly underWayBytes: number; readonly movedBytes: number } {
    const ends = new Map<string, Socket>();
    let underWayBytes = 0;
    let movedBytes = 0;
    for (const socket of this.#sockets) {
      if (socket.destroyed) this.#sockets.delete(socket);
      else if (socket.connecting) underWayBytes++;
      else ends.set(placeOf(socket.localPort, socket.remotePort), socket);
    }
    for (const socket of ends.values()) {
      const other = ends.get(placeOf(socket.remotePort, socket.localPort));
      if (other === undefined) continue;
      underWayBytes += Math.max(0, socket.bytesWritten - other.bytesRead);
      movedBytes += socket.bytesWritten + other.bytesRead;
    }
    return { underWayBytes, movedBytes };
  }

  [Symbol.dispose](): void {
    for (const channel of CHANNELS) unsubscribe(channel, this.#onSocket);
    this.#sockets.clear();
  }
}

const placeOf = (from: number | undefined, to: number | undefined): string => `${String(from)} ${String(to)}`;
