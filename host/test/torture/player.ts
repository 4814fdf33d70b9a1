import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { comesTrue } from "./pause.js";

/**
 * `entering`: not welcome yet. `in`: welcome. `over`: the game told that the session is over. `turnedAway`: never came in.
 * `left`: went by itself. `cut`: was in, and the connection broke without a word.
 */
export type PlayerState = "entering" | "in" | "over" | "turnedAway" | "left" | "cut";

/** A player of a torture game, connected as players are: to the game itself, past the host. */
export class Player {
  state: PlayerState = "entering";
  /** Of the process that welcomed it. */
  pid = 0;
  /** Why the game says that it is over. */
  overReason = "";
  readonly #socket: Socket;
  #pinged = 0;
  #ponged = 0;
  #lastPong = "";

  constructor(port: number, playerSessionId: string) {
    this.#socket = connect({ host: "127.0.0.1", port });
    this.#socket.on("close", () => {
      if (this.state === "entering") this.state = "turnedAway";
      else if (this.state === "in") this.state = "cut";
    });
    createInterface({ input: this.#socket })
      .on("line", (line) => {
        this.#hear(line);
      })
      // What it means is seen when the connection is closed, right after it.
      .on("error", () => undefined);
    this.#say(`join ${playerSessionId}`);
  }

  /** Whatever came of it. */
  get wasIn(): boolean {
    return this.pid !== 0;
  }

  /** What is wrong with the answer; undefined when it came, from the process and the session of the beginning. */
  async ping(sessionId: string, withinMs: number): Promise<string | undefined> {
    const number = ++this.#pinged;
    this.#say(`ping ${String(number)}`);
    const heard = await comesTrue(() => this.#ponged >= number || this.state !== "in", withinMs, 5);
    // What ended meanwhile was told in other words.
    if (this.state !== "in") return undefined;
    if (!heard) return `hears no pong for ${String(withinMs)} ms`;
    const expected = `${String(this.pid)} ${sessionId}`;
    return this.#lastPong === expected ? undefined : `hears a pong of "${this.#lastPong}", not of "${expected}"`;
  }

  finish(): void {
    this.#say("finish");
  }

  leave(): void {
    if (this.state === "in") this.state = "left";
    this.#socket.end();
  }

  close(): void {
    if (this.state === "in" || this.state === "entering") this.state = "left";
    this.#socket.destroy();
  }

  #say(line: string): void {
    if (!this.#socket.destroyed) this.#socket.write(`${line}\n`);
  }

  #hear(line: string): void {
    const [verb = "", first = "", ...rest] = line.split(" ");
    if (verb === "welcome" && this.state === "entering") {
      this.pid = Number(first);
      this.state = "in";
    } else if (verb === "pong") {
      this.#ponged = Number(first);
      this.#lastPong = rest.join(" ");
    } else if (verb === "over" && this.state !== "left") {
      this.state = "over";
      this.overReason = rest.join(" ");
    }
  }
}
