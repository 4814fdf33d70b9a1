import { startChild, type Child } from "../child.js";
import { forMs, machine } from "../conditions.js";
import { share, table, whole, withDigits } from "../figures.js";
import { installPeers, peerVersion } from "../peers.js";
import { inRounds, median, medianRatio } from "../rounds.js";
import type { Kind } from "./greetings.js";
import type { Delivered, Round } from "./listeners.js";

const CLIENTS = 1_000;
const UNDER_WAY = [1, 16] as const;
const ROUNDS = 10;

interface Subject {
  readonly name: string;
  readonly server: Child;
  readonly listeners: Child;
}

interface FanOut extends Delivered {
  /** The server's, for each message to each client. */
  readonly cpuUs: number;
}

/** One message to a thousand WebSocket clients: the chat sample's way, the plain loop, and what others offer. */
export async function benchChat(): Promise<string> {
  const missing = installPeers();
  const sample = await startSubject("chat sample", "chat/chat-sample.js", "plain");
  const plain = await startSubject("plain `ws` loop", "chat/plain-loop.js", "plain");
  const subjects = [sample, plain];
  if (missing === undefined)
    subjects.push(
      await startSubject(peerVersion("socket.io"), "chat/socket-io.js", "socket.io"),
      await startSubject(peerVersion("@colyseus/core"), "chat/colyseus.js", "colyseus"),
    );
  const figures = new Map<number, ReadonlyMap<Subject, readonly FanOut[]>>();
  for (const underWay of UNDER_WAY) {
    await inRounds(subjects, 1, (subject) => fanOut(subject, { underWay, forMs: forMs / 5 }));
    const round = { underWay, forMs: forMs / ROUNDS };
    figures.set(underWay, await inRounds(subjects, ROUNDS, (subject) => fanOut(subject, round)));
  }
  for (const { server, listeners } of subjects) {
    await listeners.stop();
    await server.stop();
  }
  const rows = subjects.map((subject) => [
    subject.name,
    ...[...figures.values()].flatMap((found) => {
      const values = (of: Subject, figure: (each: FanOut) => number): readonly number[] =>
        found.get(of)?.map(figure) ?? [];
      const perSecond = values(subject, (each) => each.perSecond);
      const cpuUs = values(subject, (each) => each.cpuUs);
      return [
        whole(median(perSecond)),
        share(
          medianRatio(
            perSecond,
            values(plain, (each) => each.perSecond),
          ),
        ),
        withDigits(median(cpuUs), 2),
      ];
    }),
  ]);
  return report(rows, missing);
}

async function startSubject(name: string, program: string, kind: Kind): Promise<Subject> {
  const server = await startChild(program);
  const { port = "", speakersPort = "" } = server.hello;
  const args = [kind, port, speakersPort, String(CLIENTS), String(Math.max(...UNDER_WAY))];
  return { name, server, listeners: await startChild("chat/listeners.js", args) };
}

async function fanOut({ server, listeners }: Subject, round: Round): Promise<FanOut> {
  await server.ask({});
  const delivered = await listeners.ask<Delivered>(round);
  const { cpuUs } = await server.ask<{ readonly cpuUs: number }>({});
  return { ...delivered, cpuUs: cpuUs / delivered.deliveries };
}

function report(rows: readonly (readonly string[])[], missing: string | undefined): string {
  const heads = [
    "deliveries per second",
    ...UNDER_WAY.flatMap((underWay) => [
      underWay === 1 ? "one message at a time" : `${String(underWay)} under way`,
      "/ plain",
      "server's CPU µs each",
    ]),
  ];
  return `${machine} shared by the server and its ${whole(CLIENTS)} clients (one process, raw sockets that count bytes), ${String(forMs / 1000)} s a
figure: medians of ${String(ROUNDS)} rounds in which the servers take turns.

${table(heads, rows)}

A message is delivered when every client has all of it; only then is the next one said, by as many speakers as messages are under
way. **chat sample**: its \`Audience\` (\`examples/chat/src/audience.ts\`) builds each frame once and writes once per socket and turn of the
event loop. **plain \`ws\` loop**: \`for (const socket of server.clients) socket.send(text)\`. No server compresses; none pings. Aims against
the plain loop: one at a time ≥ 1.1×, ${String(Math.max(...UNDER_WAY))} under way ≥ 5×.

${
  missing === undefined
    ? "The others send the same text as their own kind of message, from `io.emit()` and from `room.broadcast()` of a room without state."
    : `socket.io and @colyseus/core are not shown: ${missing}.`
}
`;
}
