import { request as httpRequest } from "node:http";
import { expect } from "vitest";

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** One HTTP request on a connection of its own. */
export function send(address: string, { method = "POST", path = "/", headers = {}, body = "" }: Sent): Promise<Answer> {
  const [host, port] = address.split(":");
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      host,
      port,
      method,
      path,
      headers: { "content-length": Buffer.byteLength(body), ...headers },
      agent: false,
    });
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => (text += chunk));
      incoming.on("end", () => {
        resolve({
          status: incoming.statusCode ?? 0,
          type: incoming.headers["content-type"] ?? "",
          text,
          headers: incoming.headers,
        });
      });
    });
    outgoing.end(body);
  });
}

export interface Envelope {
  readonly RequestId: string;
  readonly Error?: { readonly Code: string; readonly Message: string };
  readonly [field: string]: unknown;
}

/** What stands in the envelope of an answer that must have one. */
export function responseIn(answer: Answer): Envelope {
  const { Response: response } = JSON.parse(answer.text) as { Response: Envelope };
  expect(response.RequestId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  expect(answer.type).toMatch(/^application\/json/);
  return response;
}

/** The code under which a raw request was refused; "" for none. */
export const codeIn = (answer: Answer): string => responseIn(answer).Error?.Code ?? "";

/** A call as GSE Local took it. */
export const sendCapi = (
  address: string,
  call: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => send(address, { path: "/capi", headers, body: JSON.stringify(call) });
