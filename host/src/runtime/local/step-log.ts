import { closeSync, mkdirSync, openSync, readSync, fstatSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Lines are collected so far before they are written: a package may hold a hundred thousand files. */
const COLLECTED_BYTES = 65_536;

/** The log of one step of setting up; there is no file until there is a line. */
export class StepLog {
  readonly #name: string;
  readonly #path: string;
  #fd: number | undefined;
  #collected = "";

  constructor(name: string, path: string) {
    this.#name = name;
    this.#path = path;
  }

  /** In the log store; "" when nothing was written. */
  get name(): string {
    return this.#fd === undefined && this.#collected === "" ? "" : this.#name;
  }

  line(text: string): void {
    this.#collected += `${text}\n`;
    if (this.#collected.length >= COLLECTED_BYTES) this.#write();
  }

  /** For a program to write to as well; what was said before stands before it. */
  fd(): number {
    this.#write();
    return this.#open();
  }

  /** How much was written so far. */
  size(): number {
    return fstatSync(this.fd()).size;
  }

  /** The last lines of what was written since the log had that size, for a reason that people read. */
  lastLines(count: number, sinceSize: number, maxBytes = 2_000): string {
    const tail = Buffer.alloc(Math.min(this.size() - sinceSize, maxBytes));
    readSync(this.fd(), tail, 0, tail.length, this.size() - tail.length);
    return tail.toString("utf8").trimEnd().split("\n").slice(-count).join("\n");
  }

  close(): void {
    if (this.name === "") return;
    this.#write();
    closeSync(this.#open());
  }

  #write(): void {
    if (this.#collected === "") return;
    const text = this.#collected;
    this.#collected = "";
    writeSync(this.#open(), text);
  }

  /** Emptied, for an attempt before may have left one, and then only added to: programs write to it too. */
  #open(): number {
    if (this.#fd === undefined) {
      mkdirSync(dirname(this.#path), { recursive: true });
      closeSync(openSync(this.#path, "w"));
      this.#fd = openSync(this.#path, "a+");
    }
    return this.#fd;
  }
}
