import type { Readable } from "node:stream";
import { Readable as NodeReadable } from "node:stream";
import { CliError, exitCodes } from "./exit.js";

/** A log behind a signed link. */
export interface LogLink {
  readonly url: string;
  /** Bytes, at this moment. */
  size(): Promise<number>;
  /** What is between the two places by now; undefined when nothing is there yet. `size`: all there is. */
  read(from: number, to?: number): Promise<{ readonly bytes: Buffer; readonly size: number } | undefined>;
  /** The same, as it comes. */
  stream(from: number, to: number): Readable;
}

/** The link is too old: another one is to be asked for. */
export class LinkExpired extends Error {
  override readonly name = "LinkExpired";
}

export function openLink(url: string): LogLink {
  const ask = async (method: "GET" | "HEAD", range?: string): Promise<Response> => {
    let answer: Response;
    try {
      answer = await fetch(url, { method, ...(range !== undefined && { headers: { range } }) });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new CliError(exitCodes.unreachable, `the log cannot be had from ${new URL(url).host}: ${cause}`, {
        cause: error,
      });
    }
    if (answer.ok || answer.status === 416) return answer;
    const text = (await answer.text()).trim();
    if (answer.status === 403) throw new LinkExpired(text);
    throw new CliError(exitCodes.refused, `the log cannot be had: ${text || `HTTP ${String(answer.status)}`}`);
  };
  return {
    url,
    size: async () => Number((await ask("HEAD")).headers.get("content-length") ?? 0),
    read: async (from, to) => {
      const answer = await ask("GET", `bytes=${String(from)}-${to === undefined ? "" : String(to - 1)}`);
      const size = Number(/\/(\d+)$/.exec(answer.headers.get("content-range") ?? "")?.[1] ?? 0);
      const bytes = Buffer.from(await answer.arrayBuffer());
      return answer.status === 416 ? (size < from ? { bytes: Buffer.alloc(0), size } : undefined) : { bytes, size };
    },
    stream: (from, to) =>
      NodeReadable.from(
        (async function* () {
          const { body } = await ask("GET", `bytes=${String(from)}-${String(to - 1)}`);
          if (body !== null) for await (const chunk of body) yield chunk as Uint8Array;
        })(),
        { objectMode: false },
      ),
  };
}

const STEP_BYTES = 64 * 1024;
const MOST_BYTES = 16 * 1024 * 1024;

/** The last lines, and the place where they end. */
export async function lastLines(
  link: LogLink,
  lines: number,
): Promise<{ readonly text: string; readonly end: number }> {
  const end = await link.size();
  let bytes = Buffer.alloc(0);
  for (let at = end; at > 0 && bytes.length < MOST_BYTES && lineEnds(bytes) <= lines;) {
    const from = Math.max(0, at - STEP_BYTES);
    const read = await link.read(from, at);
    bytes = Buffer.concat([read?.bytes ?? Buffer.alloc(0), bytes]);
    at = from;
  }
  return { text: lastOf(bytes.toString("utf8"), lines), end };
}

/** The last lines of a text, each with its end. */
export function lastOf(text: string, lines: number): string {
  const all = text.split("\n");
  const open = all.pop() ?? "";
  const kept = lines === 0 ? [] : [...all, ...(open === "" ? [] : [open])].slice(-lines);
  const isOpen = open !== "" && kept.length > 0;
  return kept.length === 0 ? "" : kept.join("\n") + (isOpen ? "" : "\n");
}

function lineEnds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}
