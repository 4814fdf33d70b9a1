import { StringDecoder } from "node:string_decoder";
import type { FoundLog } from "./logs-find.js";
import { LinkExpired, openLink, type LogLink } from "./logs-link.js";

/** Reads what comes to a log, from a place on; also when it is put aside and begun anew, and when its link gets too old. */
export class LogFollower {
  readonly name: string;
  readonly #log: FoundLog;
  readonly #decoder = new StringDecoder("utf8");
  #link: LogLink;
  #at: number;

  constructor(log: FoundLog, at: number) {
    this.name = log.name;
    this.#log = log;
    this.#link = openLink(log.url);
    this.#at = at;
  }

  /** What has come since the last time; "" for nothing. */
  async news(): Promise<string> {
    try {
      const read = await this.#link.read(this.#at);
      if (read === undefined) return "";
      // It is shorter than it was: it was put aside, and is read from its new beginning.
      this.#at = read.size < this.#at ? 0 : this.#at + read.bytes.length;
      return this.#decoder.write(read.bytes);
    } catch (error) {
      if (!(error instanceof LinkExpired)) throw error;
      this.#link = openLink(await this.#log.again());
      return "";
    }
  }
}
