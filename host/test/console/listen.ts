import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { onTestFinished } from "vitest";
import { credentials } from "../cloud-api/support/use-cloud-api.js";
import { signedHeaders, type ConsoleUnderTest, type Keys } from "./use-console.js";

export interface Heard {
  readonly event: string;
  readonly data: unknown;
}

export interface Ear {
  readonly response: IncomingMessage;
  /** The next event, which may be a comment: then its text is the data. */
  next(): Promise<Heard>;
  /** Everything up to the end of the stream. */
  rest(): Promise<readonly Heard[]>;
  hangUp(): void;
}

/** Opens the stream of changes, as the console's page does. */
export async function listen(
  { address, clock }: Pick<ConsoleUnderTest, "address" | "clock">,
  keys: Keys = credentials,
): Promise<Ear> {
  const path = "/console/events";
  const [host, port] = address.split(":");
  const outgoing = request({
    ...{ host, port, path, method: "POST", agent: false },
    headers: { "content-type": "application/json", ...signedHeaders(path, "{}", keys, clock.now()) },
  });
  outgoing.end("{}");
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  outgoing.on("error", () => undefined);
  onTestFinished(() => {
    outgoing.destroy();
  });
  const events = eventsIn(response);
  return {
    response,
    next: async () => {
      const heard = await events.next();
      if (heard.done === true) throw new Error("the stream has ended");
      return heard.value;
    },
    rest: async () => {
      const found: Heard[] = [];
      for await (const event of events) found.push(event);
      return found;
    },
    hangUp: () => {
      outgoing.destroy();
    },
  };
}

async function* eventsIn(response: IncomingMessage): AsyncGenerator<Heard> {
  let text = "";
  response.setEncoding("utf8");
  for await (const chunk of response) {
    text += chunk as string;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      const [, event, data = "null"] = /^event: (.+)\ndata: (.+)$/.exec(block) ?? [];
      yield event === undefined ? { event: "comment", data: block } : { event, data: JSON.parse(data) as unknown };
    }
  }
}
