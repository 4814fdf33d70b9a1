import { StringDecoder } from "node:string_decoder";
import type { Readable } from "node:stream";

/** A line longer than this is given out in pieces: a program that never ends its line must not fill our memory. */
const LONGEST_LINE = 64 * 1024;

/** Calls `onLine` for each line of the stream, without its end; the last one needs none. */
export function readLines(stream: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  const take = (text: string): void => {
    rest += text;
    for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
      onLine(rest.slice(0, end).replace(/\r$/, ""));
      rest = rest.slice(end + 1);
    }
    for (; rest.length > LONGEST_LINE; rest = rest.slice(LONGEST_LINE)) onLine(rest.slice(0, LONGEST_LINE));
  };
  stream.on("data", (chunk: Buffer) => {
    take(decoder.write(chunk));
  });
  stream.on("close", () => {
    take(decoder.end());
    if (rest !== "") onLine(rest);
    rest = "";
  });
}
