import { once } from "node:events";
import { createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { connectAgent, isUnreachable } from "../../src/wire/index.js";

test("an answer that ends before its status counts as none: the call may have had its effect", async () => {
  const server = createServer();
  server.on("stream", (stream) => {
    stream.respond({ ":status": 200, "content-type": "application/grpc" });
    stream.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const agent = connectAgent(`127.0.0.1:${String(port)}`, { pid: 1 });
  onTestFinished(() => {
    agent.close();
    server.close();
  });

  const error: unknown = await agent.processEnding({ deadlineAtMs: Infinity }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "SERVICE_CALL_FAILED" });
  expect(isUnreachable(error)).toBe(true);
});
