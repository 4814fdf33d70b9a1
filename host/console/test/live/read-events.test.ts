import { expect, test } from "vitest";
import { readEvents } from "../../src/live/read-events.js";

/** What is read of a stream that comes in these pieces. */
async function read(...pieces: readonly (string | Uint8Array<ArrayBuffer>)[]): Promise<readonly unknown[]> {
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => {
      for (const piece of pieces)
        controller.enqueue(typeof piece === "string" ? new TextEncoder().encode(piece) : piece);
      controller.close();
    },
  });
  const found: unknown[] = [];
  for await (const event of readEvents(stream)) found.push(event);
  return found;
}

test("events are read however the stream is cut, also within a letter", async () => {
  const bytes = new TextEncoder().encode('event: hello\ndata: {"Name":"房间"}\n\n');
  const expected = [{ event: "hello", data: '{"Name":"房间"}' }];
  expect(await read(bytes)).toEqual(expected);
  expect(await read(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(expected);
});

test("a comment shows that somebody is there, and half an event is none", async () => {
  expect(await read(": here\n\n", "event: changes\r\ndata: 1\r\n\r\n", "event: changes\ndata: 2\n")).toEqual([
    { event: "", data: "" },
    { event: "changes", data: "1" },
  ]);
});
