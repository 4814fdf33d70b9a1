import { Agent, request } from "node:http";

/** The least that an HTTP client can be: JSON there and back over connections that stay open. */
export class PlainClient {
  readonly #agent = new Agent({ keepAlive: true, scheduling: "lifo" });
  readonly #host: string;
  readonly #port: number;

  constructor(address: string) {
    const [host = "", port = ""] = address.split(":");
    this.#host = host;
    this.#port = Number(port);
  }

  post<Answer>(path: string, body: object): Promise<Answer> {
    const text = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
      const outgoing = request(
        { agent: this.#agent, host: this.#host, port: this.#port, method: "POST", path, headers },
        (incoming) => {
          let answer = "";
          incoming.setEncoding("utf8");
          incoming.on("data", (chunk: string) => (answer += chunk));
          incoming.on("end", () => {
            resolve(JSON.parse(answer) as Answer);
          });
        },
      );
      outgoing.on("error", reject);
      outgoing.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
