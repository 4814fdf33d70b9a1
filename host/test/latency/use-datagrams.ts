import { createSocket } from "node:dgram";
import { once } from "node:events";
import { expect, onTestFinished } from "vitest";

export interface Datagrams {
  readonly port: number;
  send(content: string | Buffer): Promise<void>;
  /** What came back, in the order of arrival. */
  readonly received: readonly string[];
  /** Settles when so many came. */
  count(wanted: number): Promise<void>;
}

/** A player's socket that talks to that address. */
export async function useDatagrams(to: string, bindTo = 0): Promise<Datagrams> {
  const socket = createSocket("udp4");
  const received: string[] = [];
  socket.on("message", (datagram) => received.push(datagram.toString()));
  socket.bind(bindTo, "127.0.0.1");
  await once(socket, "listening");
  onTestFinished(() => void socket.close());
  const [host, port] = to.split(":");
  return {
    port: socket.address().port,
    received,
    send: (content) =>
      new Promise((resolve, reject) => {
        socket.send(content, Number(port), host, (error) => {
          if (error === null) resolve();
          else reject(error);
        });
      }),
    count: (wanted) =>
      expect.poll(() => received.length, { timeout: 10_000, interval: 5 }).toBeGreaterThanOrEqual(wanted),
  };
}
