import { getEventListeners } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { createCloudApiClient, type CloudApiClientOptions } from "../../src/client/index.js";
import { credentials, useCloudApi } from "../cloud-api/support/use-cloud-api.js";
import { useManualClock } from "../support/use-manual-clock.js";

function useClient(endpoint: string, options: Partial<CloudApiClientOptions> = {}) {
  const client = createCloudApiClient({ endpoint, ...credentials, ...options });
  onTestFinished(() => {
    client.close();
  });
  return client;
}

/** Something that speaks HTTP and is no GSE. */
async function useServer(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const list = { FleetId: "fleet-1" };

describe("A client of the cloud API", () => {
  test.each(["%", "http://%", "http://%/", "http://%/capi"])("calls the endpoint %s", async (form) => {
    const { address, clock } = await useCloudApi();
    const client = useClient(form.replace("%", address), { clock });
    expect(client.endpoint).toBe(`http://${address}`);
    expect(await client.call("DescribeGameServerSessions", list)).toMatchObject({ GameServerSessions: [] });
  });

  test.each(["", "ftp://a", "http://", "a b"])("is not made for the endpoint %j", (endpoint) => {
    expect(() => createCloudApiClient({ endpoint, ...credentials })).toThrow("give HOST:PORT or a URL");
  });

  test("tells why it was refused", async () => {
    const { address, clock } = await useCloudApi();
    const call = useClient(address, { clock }).call("JoinGameServerSession", {
      GameServerSessionId: "s",
      PlayerId: "a",
    });
    await expect(call).rejects.toMatchObject({
      name: "CloudApiError",
      code: "ResourceNotFound",
      action: "JoinGameServerSession",
      message: expect.stringContaining('"s"') as string,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  test("names the region it was made for", async () => {
    const api = await useCloudApi();
    await api.ready();
    const client = useClient(api.address, { clock: api.clock, region: "eu-frankfurt" });
    const { GameServerSession } = await client.call("CreateGameServerSession", {
      ...list,
      MaximumPlayerSessionCount: 1,
    });
    expect(GameServerSession.GameServerSessionId).toContain(":eu-frankfurt:");
  });

  test("signs with the key of each day", async () => {
    const api = await useCloudApi();
    for (let day = 0; day < 3; day++) {
      await api.client.call("DescribeGameServerSessions", list);
      await api.clock.advance(86_400_000);
    }
  });

  test("keeps its connection for the next call", async () => {
    const { server, endpoint } = await useServer((_request, response) =>
      response.end('{"Response":{"RequestId":"r"}}'),
    );
    let connections = 0;
    server.on("connection", () => connections++);
    const client = useClient(endpoint);
    for (let call = 0; call < 5; call++) await client.call("DescribeUserQuotas", {});
    expect(connections).toBe(1);
  });

  test("says that nobody is there", async () => {
    const { server, endpoint } = await useServer(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    await expect(useClient(endpoint).call("DescribeGameServerSessions", list)).rejects.toMatchObject({
      name: "HostUnreachableError",
      endpoint,
      message: `no GSE answers at ${endpoint}: nothing listens there; is the host up?`,
      cause: { code: "ECONNREFUSED" },
    });
  });

  test.each<[string, RequestListener]>([
    ["a page", (_request, response) => response.end("<html>")],
    ["another status", (_request, response) => response.writeHead(404).end('{"Response":{"RequestId":"r"}}')],
    ["other JSON", (_request, response) => response.end('{"ok":true}')],
    ["an envelope without an id", (_request, response) => response.end('{"Response":{}}')],
    ["an error without a code", (_request, response) => response.end('{"Response":{"RequestId":"r","Error":{}}}')],
    ["null", (_request, response) => response.end("null")],
  ])("says so when something else is there and answers %s", async (_case, answer) => {
    const { endpoint } = await useServer(answer);
    const call = useClient(endpoint).call("DescribeGameServerSessions", list);
    await expect(call).rejects.toMatchObject({
      name: "HostUnreachableError",
      message: expect.stringContaining("is no GSE") as string,
    });
  });

  test.each<[string, RequestListener]>([
    ["before", (request) => request.destroy()],
    ["within", (request, response) => response.write('{"Resp', () => request.destroy())],
  ])("says so when the connection breaks %s the answer", async (_case, answer) => {
    const { endpoint } = await useServer(answer);
    const call = useClient(endpoint).call("DescribeGameServerSessions", list);
    await expect(call).rejects.toMatchObject({ name: "HostUnreachableError", cause: { code: "ECONNRESET" } });
  });

  test("waits no longer than it was told, and leaves no timer", async () => {
    const clock = useManualClock(0);
    const { endpoint } = await useServer(() => undefined);
    const client = useClient(endpoint, { clock, timeoutMs: 5_000 });
    for (const [limits, ms] of [
      [{}, 5_000],
      [{ timeoutMs: 100 }, 100],
    ] as const) {
      const call = client.call("DescribeGameServerSessions", list, limits);
      const failed = expect(call).rejects.toMatchObject({
        name: "HostUnreachableError",
        message: expect.stringContaining(`no answer came within ${ms} ms`) as string,
      });
      await clock.advance(ms - 1);
      expect(clock.pendingTimers).toBe(1);
      await clock.advance(1);
      await failed;
      expect(clock.pendingTimers).toBe(0);
    }
  });

  test("ends a call with the reason of its signal, and leaves no listener", async () => {
    const clock = useManualClock(0);
    const { endpoint } = await useServer(() => undefined);
    const client = useClient(endpoint, { clock });
    for (const reason of [new Error("changed my mind"), "a word", undefined]) {
      const { signal, ...controller } = abortable();
      const call = client.call("DescribeGameServerSessions", list, { signal });
      controller.abort(reason);
      await expect(call).rejects.toBe(signal.reason);
      await expect(client.call("DescribeGameServerSessions", list, { signal })).rejects.toBe(signal.reason);
      expect([getEventListeners(signal, "abort"), clock.pendingTimers]).toEqual([[], 0]);
    }
  });

  test("leaves neither timer nor listener when all goes well", async () => {
    const api = await useCloudApi();
    const { signal } = new AbortController();
    const clock = useManualClock(api.clock.now());
    await useClient(api.address, { clock }).call("DescribeGameServerSessions", list, { signal });
    expect([getEventListeners(signal, "abort"), clock.pendingTimers]).toEqual([[], 0]);
  });

  test("fails the calls under way when it is closed", async () => {
    const { server, endpoint } = await useServer(() => undefined);
    const arrived = new Promise((resolve) => server.once("request", resolve));
    const client = useClient(endpoint);
    const call = client.call("DescribeGameServerSessions", list);
    const failed = expect(call).rejects.toMatchObject({ name: "HostUnreachableError" });
    await arrived;
    client.close();
    await failed;
  });
});

function abortable() {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    abort: (reason: unknown) => {
      controller.abort(reason);
    },
  };
}
