import type { ServerResponse } from "node:http";

/** So much may wait for a reader who is slow. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** After so many beats without having read all that waited, he is taken for gone. */
const MAX_LOST_BEATS = 4;

/**
 * One page that listens, by server-sent events. Whoever reads too slowly loses changes and is told so by `reset`, as soon as he
 * has read what was left; nothing piles up for him.
 */
export class EventStream {
  readonly #response: ServerResponse;
  /** Of the keys that it was opened with; undefined: never. */
  readonly #expiresAtMs: number | undefined;
  #hasLost = false;
  #lostBeats = 0;

  constructor(response: ServerResponse, expiresAtMs: number | undefined) {
    this.#response = response;
    this.#expiresAtMs = expiresAtMs;
    response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-content-type-options": "nosniff",
      // No proxy in front is to collect it first.
      "x-accel-buffering": "no",
    });
    response.on("drain", () => {
      if (!this.#hasLost) return;
      this.#hasLost = false;
      this.#lostBeats = 0;
      this.#write(eventText("reset", "{}"));
    });
    // A connection that broke; `close` follows.
    response.on("error", () => undefined);
  }

  /** Calls `listener` once, when either side has ended it. */
  onEnd(listener: () => void): void {
    if (this.#response.closed) listener();
    else this.#response.once("close", listener);
  }

  /** @param data one line of JSON; undefined: what cannot be told, so that it is lost */
  send(event: "hello" | "changes", data: string | undefined): void {
    if (this.#hasLost) return;
    const text = data === undefined ? undefined : eventText(event, data);
    if (text !== undefined && this.#response.writableLength + Buffer.byteLength(text) <= MAX_WAITING_BYTES) {
      this.#write(text);
      return;
    }
    if (this.#response.writableNeedDrain) this.#hasLost = true;
    else this.#write(eventText("reset", "{}"));
  }

  /** A word now and then, by which both sides and all between them see that the other is there. */
  beat(nowMs: number): void {
    if (this.#expiresAtMs !== undefined && this.#expiresAtMs <= nowMs) this.end();
    else if (!this.#hasLost) this.#write(": here\n\n");
    else if (++this.#lostBeats >= MAX_LOST_BEATS) this.#response.destroy();
  }

  end(): void {
    this.#response.end();
  }

  #write(text: string): void {
    this.#response.write(text);
  }
}

const eventText = (event: string, data: string): string => `event: ${event}\ndata: ${data}\n\n`;
