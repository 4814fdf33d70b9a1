import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { answerQuestions } from "../answer-questions.js";

/** As long as a line of chat with its sender, and always the same length. */
const messageOf = (number: number): string =>
  JSON.stringify({
    type: "said",
    number: 1_000_000_000 + number,
    from: { number: 123, name: "somebody" },
    text: "a line of chat as people write it, neither long nor short",
  });

/**
 * The server's side of every subject: each byte that comes on a speaker's connection is one message to all. Asked, it
 * says what CPU time it has used since it was asked last.
 */
export async function serveFanOut(port: number, broadcast: (text: string) => void): Promise<void> {
  let messages = 0;
  const speakers = createServer({ noDelay: true }, (speaker) => {
    speaker.on("data", (words) => {
      for (let word = 0; word < words.length; word++) broadcast(messageOf(messages++));
    });
  });
  speakers.listen(0, "127.0.0.1");
  await once(speakers, "listening");
  let cpuBefore = process.cpuUsage();
  const hello = { port: String(port), speakersPort: String((speakers.address() as AddressInfo).port) };
  answerQuestions(hello, async () => {
    const { user, system } = process.cpuUsage(cpuBefore);
    cpuBefore = process.cpuUsage();
    return { cpuUs: user + system };
  });
}
