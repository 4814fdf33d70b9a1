import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { listen } from "../src/listen.js";
import { parseOptions } from "../src/options.js";

describe("parseOptions()", () => {
  test("listens at port 7000 of this machine when nothing is said", () => {
    expect(parseOptions([], {})).toEqual({ host: "127.0.0.1", ports: [7000], portsCameFrom: "the default" });
  });

  test("takes --port before CHAT_PORT, and that before GSE_CLIENT_PORT_RANGE", () => {
    const env = { CHAT_PORT: "7100", GSE_CLIENT_PORT_RANGE: "7200-7202" };
    expect(parseOptions(["--port", "0"], env).ports).toEqual([0]);
    expect(parseOptions([], env).ports).toEqual([7100]);
    expect(parseOptions([], { ...env, CHAT_PORT: "" }).ports).toEqual([7200, 7201, 7202]);
  });

  test.each([
    [["--port", "seven"], {}, '--port must be a port from 0 to 65535, got "seven"'],
    [["--port", "65536"], {}, '--port must be a port from 0 to 65535, got "65536"'],
    [[], { CHAT_PORT: "-1" }, 'CHAT_PORT must be a port from 0 to 65535, got "-1"'],
    [[], { GSE_CLIENT_PORT_RANGE: "9-7" }, 'GSE_CLIENT_PORT_RANGE must be like "7000-7099", got "9-7"'],
    [["--prot", "1"], {}, "Unknown option '--prot'"],
  ])("refuses %j with %j and says what would do", (args, env, message) => {
    expect(() => parseOptions(args, env)).toThrow(message);
  });
});

describe("listen()", () => {
  test("takes the first free port of a range, so that several servers of one instance share it", async () => {
    const other = await useTakenPort();
    const server = createServer();
    onTestFinished(() => void server.close());
    const port = await listen(server, { host: "127.0.0.1", ports: [other, 0], portsCameFrom: "GSE_CLIENT_PORT_RANGE" });
    expect(port).not.toBe(other);
  });

  test("says which port is in use and how to choose another", async () => {
    const taken = await useTakenPort();
    await expect(
      listen(createServer(), { host: "127.0.0.1", ports: [taken], portsCameFrom: "--port" }),
    ).rejects.toThrow(
      `port ${taken} is in use (from --port); choose another with --port N, or --port 0 for any free one`,
    );
  });
});

async function useTakenPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}
