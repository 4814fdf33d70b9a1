import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";
import type { PingParts } from "./latency-probe.js";
import { regionInDatagram } from "./region-asked.js";

export interface UdpPing {
  /** `host:port`, the real port. */
  readonly address: string;
  close(): Promise<void>;
}

/** What is longer measures no way, it only fills it. */
const MAX_DATAGRAM_BYTES = 256;
/** Ports below belong to services, some of which answer whatever comes: with one of them an echo would talk for ever. */
const FIRST_CLIENT_PORT = 1_024;

/**
 * Sends each small datagram back as it came, never more than came: whoever writes a foreign sender on it gains nothing.
 * @throws Error with code EADDRINUSE, and others of the kind
 */
export async function serveUdpPing(address: string, { delayed, rates, distanceOf }: PingParts): Promise<UdpPing> {
  const mark = address.lastIndexOf(":");
  const host = address.slice(0, mark);
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  const socket = createSocket(bare.includes(":") ? "udp6" : "udp4");
  socket.bind({ address: bare, port: Number(address.slice(mark + 1)), exclusive: true });
  try {
    await once(socket, "listening");
  } catch (error) {
    socket.close();
    throw error;
  }
  const { port } = socket.address();
  let isOpen = true;
  // A network that fails loses datagrams, as networks may.
  const lost = (): void => undefined;
  socket.on("error", lost);

  socket.on("message", (datagram: Buffer, sender: RemoteInfo) => {
    if (datagram.length > MAX_DATAGRAM_BYTES || sender.port < FIRST_CLIENT_PORT || sender.port === port) return;
    if (!rates.take(sender.address)) return;
    const distance = distanceOf(regionInDatagram(datagram));
    if (distance === "down") return;
    const answer = (): void => {
      if (isOpen) socket.send(datagram, sender.port, sender.address, lost);
    };
    if (distance === 0) answer();
    else delayed.add(distance, answer);
  });

  return {
    address: `${host}:${String(port)}`,
    close: () => {
      isOpen = false;
      return new Promise((resolve) => {
        socket.close(resolve);
      });
    },
  };
}
