import { once } from "node:events";
import { createServer, request, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import { EventStream } from "../../src/console/event-stream.js";

const MIB = 1024 * 1024;

describe("An event stream whose reader is slow", () => {
  test("keeps 1 MiB for him, loses what comes then, and says so when he reads again", async () => {
    const { stream, response, waiting } = await useStream();
    const sent = sendUntilLost(stream, waiting);
    expect(waiting()).toBeLessThanOrEqual(MIB);
    expect(waiting()).toBeGreaterThan(MIB / 2);
    response.resume();
    const read = text(response);
    // Everything was read: what comes now is not lost.
    await expect.poll(waiting).toBe(0);
    stream.send("changes", '"after"');
    stream.end();
    const events = (await read).trimEnd().split("\n\n");
    expect(events.filter((event) => event.startsWith('event: changes\ndata: "x'))).toHaveLength(sent);
    expect(events.slice(-2)).toEqual(["event: reset\ndata: {}", 'event: changes\ndata: "after"']);
  });

  test("is broken off when he has not read for a minute", async () => {
    const { stream, response, waiting } = await useStream();
    sendUntilLost(stream, waiting);
    const isOver = new Promise((resolve) => response.once("close", resolve).once("error", () => undefined));
    for (let beat = 1; beat < 4; beat++) stream.beat(0);
    expect(waiting()).toBeGreaterThan(0);
    stream.beat(0);
    response.resume();
    await isOver;
    expect(response.complete).toBe(false);
  });
});

interface Opened {
  readonly stream: EventStream;
  readonly response: IncomingMessage;
  /** Bytes that have not left this process. */
  readonly waiting: () => number;
}

/** A stream to a reader who has not begun to read. */
async function useStream(): Promise<Opened> {
  const opened: { stream: EventStream; waiting: () => number }[] = [];
  const server = createServer((_incoming, response) => {
    opened.push({ stream: new EventStream(response, undefined), waiting: () => response.writableLength });
    response.flushHeaders();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const outgoing = request({ port: (server.address() as AddressInfo).port, host: "127.0.0.1", agent: false }).end();
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  onTestFinished(() => {
    outgoing.destroy();
    server.closeAllConnections();
    server.close();
  });
  const [first] = opened;
  if (first === undefined) throw new Error("no stream was opened");
  return { ...first, response };
}

/** Fills what the system keeps for sockets, and then the stream's own; gives back how many events were taken. */
function sendUntilLost(stream: EventStream, waiting: () => number): number {
  const data = JSON.stringify("x".repeat(MIB / 4));
  for (let sent = 0; sent < 200; sent++) {
    const before = waiting();
    stream.send("changes", data);
    if (waiting() === before && before > 0) return sent;
  }
  throw new Error("nothing was ever lost");
}
