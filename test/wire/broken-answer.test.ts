import { once } from "node:events";
import { createServer, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { Metadata } from "@grpc/grpc-js";
import { expect, onTestFinished, test } from "vitest";
import { fromStatus } from "../../src/wire/grpc-errors.js";
import { connectAgent, grpcStatus, GseError, isUnreachable, type AgentConnection } from "../../src/wire/index.js";

/** An agent that is nothing but an HTTP/2 server; each call is answered so. */
async function useBareAgent(answer: (stream: ServerHttp2Stream) => void): Promise<AgentConnection> {
  const server = createServer();
  server.on("stream", (stream) => {
    stream.on("error", () => {});
    answer(stream);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const agent = connectAgent(`127.0.0.1:${String(port)}`, { pid: 1 });
  onTestFinished(() => {
    agent.close();
    server.close();
  });
  return agent;
}

const headers = { ":status": 200, "content-type": "application/grpc" };
/** Uncompressed, of that length, and these bytes. */
const message = (...bytes: readonly number[]): Buffer => Buffer.from([0, 0, 0, 0, bytes.length, ...bytes]);

function endOk(stream: ServerHttp2Stream, ...messages: readonly Buffer[]): void {
  stream.respond(headers, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.end(Buffer.concat(messages));
}

test.each([
  [
    "before its status",
    (stream: ServerHttp2Stream) => {
      stream.respond(headers);
      stream.end();
    },
    "Received RST_STREAM with code 0 (Call ended without gRPC status)",
  ],
  [
    "with its headers",
    (stream: ServerHttp2Stream) => stream.respond(headers, { endStream: true }),
    "Received HTTP status code 200",
  ],
  ["without its message", (stream: ServerHttp2Stream) => endOk(stream), "its message is missing"],
  // A field that announces five bytes, of which one comes.
  [
    "in the midst of its message",
    (stream: ServerHttp2Stream) => endOk(stream, message(0x1a, 5, 0x61)),
    "premature EOF",
  ],
  [
    "in the midst of its length",
    (stream: ServerHttp2Stream) => endOk(stream, Buffer.from([0, 0x7f, 0xff, 0xff, 0xff])),
    "Received message larger than max (2147483647 vs 4194304)",
  ],
])("an answer that ends %s counts as none: the call may have had its effect", async (_, answer, found) => {
  const agent = await useBareAgent(answer);
  const error: unknown = await agent.processEnding({ deadlineAtMs: Infinity }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(GseError);
  expect(String(error)).toContain("[SERVICE_CALL_FAILED] ProcessEnding: the answer from ");
  expect(String(error)).toContain(` broke off (${found}); it may have had its effect`);
  expect(isUnreachable(error)).toBe(true);
});

test("a call that met the end of its connection was not sent, and is no answer of anybody", () => {
  const end = {
    code: grpcStatus.INTERNAL,
    details: "Failed to start HTTP/2 stream with error The session has been destroyed",
    metadata: new Metadata(),
  };
  const error = fromStatus(end, { doing: "ProcessEnding" }, { address: "127.0.0.1:1" });
  expect(String(error)).toContain(
    '[SERVICE_CALL_FAILED] ProcessEnding: nobody answers at "127.0.0.1:1": Failed to start',
  );
  expect(isUnreachable(error)).toBe(true);
});

test("a whole answer of a bare agent is success", async () => {
  const agent = await useBareAgent((stream) => endOk(stream, message()));
  await agent.processEnding({ deadlineAtMs: Infinity });
});
