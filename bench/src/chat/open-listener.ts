import { once } from "node:events";
import { connect } from "node:net";
import type { Greeting } from "./greetings.js";

// Nobody looks at the bytes once a listener is in, so all may be read into the same place.
const buffer = Buffer.allocUnsafe(256 * 1024);
const upgraded = "\r\n\r\n";

/**
 * A WebSocket client that only counts, as cheaply as Node can: a socket without streams above it. `onBytes` hears how many
 * came after the upgrade.
 */
export async function openListener(
  port: number,
  { path, answer }: Greeting,
  onBytes: (count: number) => void,
): Promise<void> {
  const target = await path(port);
  let head: string | undefined = "";
  let isAnswerDue = answer !== undefined;
  const socket = connect({
    host: "127.0.0.1",
    port,
    onread: {
      buffer,
      callback: (count) => {
        let bytes = count;
        if (head !== undefined) {
          head += buffer.toString("latin1", 0, count);
          const end = head.indexOf(upgraded);
          if (end < 0) return true;
          if (!head.startsWith("HTTP/1.1 101")) throw new Error(`no WebSocket at ${target}: "${head.slice(0, 200)}"`);
          bytes = head.length - end - upgraded.length;
          head = undefined;
        }
        if (bytes > 0 && isAnswerDue && answer !== undefined) {
          isAnswerDue = false;
          socket.write(answer);
        }
        onBytes(bytes);
        return true;
      },
    },
  });
  socket.setNoDelay(true);
  await once(socket, "connect");
  socket.write(
    `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${String(port)}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString("base64")}\r\n\r\n`,
  );
}
