import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as after } from "node:timers/promises";
import { answerQuestions } from "../answer-questions.js";
import { greetings, type Kind } from "./greetings.js";
import { openListener } from "./open-listener.js";

// A thousand clients that listen, and the few who speak. A message counts as delivered when each client has all of it.
const [kind = "", port = "", speakersPort = "", clients = "", most = ""] = process.argv.slice(2);
const COUNT = Number(clients);
const QUIET_MS = 250;

export interface Round {
  /** So many messages under way at any moment. */
  readonly underWay: number;
  readonly forMs: number;
}

export interface Delivered {
  readonly deliveries: number;
  readonly perSecond: number;
}

const received = new Float64Array(COUNT);
let onBytes = (_client: number): void => {};
let lastAt = performance.now();

for (let client = 0; client < COUNT; client++)
  await openListener(Number(port), greetings[kind as Kind], (count) => {
    received[client] = (received[client] ?? 0) + count;
    lastAt = performance.now();
    onBytes(client);
  });
const speakers = await Promise.all(Array.from({ length: Number(most) }, openSpeaker));
const frameBytes = await learnFrameBytes();
answerQuestions<Round>({ frameBytes: String(frameBytes) }, deliver);

async function openSpeaker(): Promise<Socket> {
  const socket = connect({ host: "127.0.0.1", port: Number(speakersPort), noDelay: true });
  await once(socket, "connect");
  return socket;
}

/** What one message is on this server's wire: as much as each client gets when all is quiet but for one. */
async function learnFrameBytes(): Promise<number> {
  await quiet();
  received.fill(0);
  speakers[0]?.write("x");
  await quiet();
  const [bytes = 0] = received;
  if (bytes === 0 || received.some((other) => other !== bytes))
    throw new Error(`one message came as ${String(Math.min(...received))} to ${String(Math.max(...received))} bytes`);
  return bytes;
}

async function quiet(): Promise<void> {
  do await after(QUIET_MS);
  while (performance.now() - lastAt < QUIET_MS);
}

/** Each speaker says the next thing as soon as one of the messages under way is delivered. */
function deliver({ underWay, forMs }: Round): Promise<Delivered> {
  received.fill(0);
  const has = new Uint32Array(COUNT);
  const arrivals: number[] = [];
  let said = 0;
  let delivered = 0;
  const say = (): void => {
    speakers[said % underWay]?.write("x");
    arrivals.push(0);
    said += 1;
  };
  const begunAt = performance.now();
  return new Promise((resolve) => {
    onBytes = (client) => {
      const now = Math.floor((received[client] ?? 0) / frameBytes);
      for (let message = has[client] ?? 0; message < now; message++) {
        const count = (arrivals[message] ?? 0) + 1;
        arrivals[message] = count;
        if (count < COUNT) continue;
        delivered += 1;
        const lastedMs = performance.now() - begunAt;
        if (lastedMs < forMs) say();
        else if (delivered === said)
          resolve({ deliveries: delivered * COUNT, perSecond: (delivered * COUNT * 1000) / lastedMs });
      }
      has[client] = now;
    };
    for (let first = 0; first < underWay; first++) say();
  });
}
