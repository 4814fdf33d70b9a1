import { createSocket, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import type { LatencyProbe } from "./latency/index.js";
import { systemStopwatch } from "./system-clock.js";

/**
 * Asks by UDP, as games do that play by it: a datagram that begins with the region, and its echo.
 * @param address `host:port`, such as that of `gse dev --udp-ping 127.0.0.1:8888`; where regions have a host each, the address
 *   by region: `(region) => region + ".speed.example.com:8888"`
 * @throws TypeError for an address that is none
 */
export function udpLatencyProbe(address: string | ((region: string) => string)): LatencyProbe {
  const whole = typeof address === "string" ? partsOf(address) : undefined;
  let questions = 0;
  return async (region, signal) => {
    signal.throwIfAborted();
    const { host, port } = whole ?? partsOf(typeof address === "string" ? address : address(region));
    const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
    try {
      return await echoTime(socket, { host, port, question: `${region} ${String(++questions)}`, signal });
    } finally {
      socket.close();
    }
  };
}

interface Address {
  readonly host: string;
  readonly port: number;
}

interface Question extends Address {
  readonly question: string;
  readonly signal: AbortSignal;
}

const echoTime = (socket: Socket, { host, port, question, signal }: Question): Promise<number> =>
  new Promise((resolve, reject) => {
    let sentAt = 0;
    const fail = (error: Error): void => {
      signal.removeEventListener("abort", abort);
      reject(error);
    };
    const abort = (): void => {
      fail(signal.reason instanceof Error ? signal.reason : new Error("aborted", { cause: signal.reason }));
    };
    signal.addEventListener("abort", abort, { once: true });
    socket.on("error", fail);
    socket.on("message", (answer) => {
      if (answer.toString() !== question) return;
      signal.removeEventListener("abort", abort);
      resolve(systemStopwatch() - sentAt);
    });
    socket.on("connect", () => {
      sentAt = systemStopwatch();
      socket.send(question);
    });
    // A socket that is connected hears of it when nothing listens there.
    socket.connect(port, host);
  });

function partsOf(address: string): Address {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(address) ?? [];
  if (host === undefined || port === undefined || Number(port) > 65_535)
    throw new TypeError(`the address of the probe is "${address}": give HOST:PORT, for instance "127.0.0.1:8888"`);
  return { host: host.replace(/^\[(.*)\]$/, "$1"), port: Number(port) };
}
