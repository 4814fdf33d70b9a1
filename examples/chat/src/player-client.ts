import { WebSocket } from "ws";
import type { FromPlayer, FromServer } from "./protocol.js";

/** One player without a browser; sends and hears what the page does. */
export class PlayerClient {
  readonly #socket: WebSocket;
  readonly #heard: FromServer[] = [];
  readonly #waiting = new Set<() => void>();
  #lost: Error | null = null;

  private constructor(
    readonly name: string,
    address: string,
  ) {
    const url = new URL("chat", address);
    url.search = new URL(address).search;
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    this.#socket = new WebSocket(url, { perMessageDeflate: false });
    this.#socket.on("message", (data) => {
      this.#heard.push(JSON.parse((data as Buffer).toString()) as FromServer);
      this.#wake();
    });
    this.#socket.on("error", (error) =>
      this.#lose(`no connection to ${url.origin}: ${error.message || String(error)}`),
    );
    this.#socket.on("close", () => this.#lose("the server closed the connection"));
  }

  /** In the room under that name; rejects with the server's words if it does not let the player in. */
  static async enter(name: string, address: string, signal: AbortSignal): Promise<PlayerClient> {
    const client = new PlayerClient(name, address);
    try {
      const welcome = await client.#until("to be let in", signal, (m) => (m.type === "welcome" ? m : undefined));
      if (welcome.you.name !== name) {
        client.#send({ type: "rename", name });
        const isDone = (m: FromServer) => (m.type === "renamed" && m.player.name === name ? true : undefined);
        await client.#until("for the new name", signal, isDone);
      }
      return client;
    } catch (error) {
      client.cut();
      throw error;
    }
  }

  say(text: string): void {
    this.#send({ type: "say", text });
  }

  async hears(speaker: string, text: string, signal: AbortSignal): Promise<void> {
    const isIt = (m: FromServer) =>
      m.type === "said" && m.player.name === speaker && m.text === text ? true : undefined;
    await this.#until(`to hear "${text}" from ${speaker}`, signal, isIt);
  }

  /** Settles when the server has closed the connection. */
  async leave(signal: AbortSignal): Promise<void> {
    this.#send({ type: "leave" });
    await this.#wait(signal, () => this.#socket.readyState === WebSocket.CLOSED);
  }

  cut(): void {
    this.#socket.terminate();
  }

  /** The first message, heard already or to come, of which `find` makes something. */
  async #until<T>(what: string, signal: AbortSignal, find: (message: FromServer) => T | undefined): Promise<T> {
    let found: T | undefined;
    let no: string | undefined;
    const look = (): boolean => {
      for (const message of this.#heard) {
        found ??= find(message);
        if (message.type === "refused" || message.type === "problem") no ??= message.message;
      }
      return found !== undefined || no !== undefined || this.#lost !== null;
    };
    await this.#wait(signal, look).catch((error: unknown) => {
      throw new Error(`${this.name} waited ${what}: ${error instanceof Error ? error.message : String(error)}`);
    });
    if (found !== undefined) return found;
    throw new Error(`${this.name} waited ${what}: ${no ?? this.#lost?.message ?? "nothing came"}`);
  }

  #wait(signal: AbortSignal, isDone: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (signal.aborted) reject(signal.reason as Error);
        else if (isDone()) resolve();
        else return;
        this.#waiting.delete(look);
        signal.removeEventListener("abort", look);
      };
      this.#waiting.add(look);
      signal.addEventListener("abort", look);
      look();
    });
  }

  #send(message: FromPlayer): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #lose(why: string): void {
    this.#lost ??= new Error(why);
    this.#wake();
  }

  #wake(): void {
    for (const look of [...this.#waiting]) look();
  }
}
