import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { GseClient, GseError, type GseClientOptions } from "gse-server-sdk";
import { HandClock } from "./support/hand-clock.js";
import { useAgent } from "./support/use-agent.js";
import { useTempDir } from "./support/use-temp-dir.js";

function useClient(options: GseClientOptions): GseClient {
  const client = new GseClient(options);
  onTestFinished(() => client.close());
  return client;
}

function useEnvironment(name: string, value: string): void {
  vi.stubEnv(name, value);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}

const aPlayer = { gameServerSessionId: "gssess-1", playerSessionId: "psess-1" };

describe("GseClient", () => {
  test("makes the nine calls", async () => {
    const agent = await useAgent();
    const client = useClient({ agentAddress: agent.address });
    await client.processReady({ clientPort: 2000, grpcPort: 7000, logPaths: ["logs"] });
    await client.processReady({ clientPort: 2000, grpcPort: 7000 });
    await client.activateGameServerSession({ gameServerSessionId: "gssess-1", maxPlayers: 8 });
    await client.acceptPlayerSession(aPlayer);
    await client.removePlayerSession(aPlayer);
    await client.describePlayerSessions({ gameServerSessionId: "gssess-1", status: "ACTIVE", limit: 5 });
    await client.updatePlayerSessionCreationPolicy({ gameServerSessionId: "gssess-1", policy: "DENY_ALL" });
    await client.terminateGameServerSession({ gameServerSessionId: "gssess-1" });
    await client.processEnding();
    await client.reportCustomData({ current: 3, max: 9 });
    expect(agent.calls.map(({ name, request }) => [name, request])).toEqual([
      ["processReady", { clientPort: 2000, grpcPort: 7000, logPathsToUpload: ["logs"] }],
      ["processReady", { clientPort: 2000, grpcPort: 7000, logPathsToUpload: [] }],
      ["activateGameServerSession", { gameServerSessionId: "gssess-1", maxPlayers: 8 }],
      ["acceptPlayerSession", aPlayer],
      ["removePlayerSession", aPlayer],
      [
        "describePlayerSessions",
        {
          gameServerSessionId: "gssess-1",
          playerId: "",
          playerSessionId: "",
          playerSessionStatusFilter: "ACTIVE",
          nextToken: "",
          limit: 5,
        },
      ],
      [
        "updatePlayerSessionCreationPolicy",
        { gameServerSessionId: "gssess-1", newPlayerSessionCreationPolicy: "DENY_ALL" },
      ],
      ["terminateGameServerSession", { gameServerSessionId: "gssess-1" }],
      ["processEnding", {}],
      ["reportCustomData", { currentCustomCount: 3, maxCustomCount: 9 }],
    ]);
  });

  test("calls under this process's pid, or the one it was given", async () => {
    const agent = await useAgent();
    await useClient({ agentAddress: agent.address }).processEnding();
    await useClient({ agentAddress: agent.address, pid: 77 }).processEnding();
    expect(agent.calls.map(({ call }) => call.pid)).toEqual([process.pid, 77]);
  });

  test("sends the token of GSE_PROCESS_TOKEN, or the one it was given", async () => {
    useEnvironment("GSE_PROCESS_TOKEN", "from-outside");
    const agent = await useAgent();
    await useClient({ agentAddress: agent.address }).processEnding();
    await useClient({ agentAddress: agent.address, token: "given" }).processEnding();
    expect(agent.calls.map(({ call }) => call.token)).toEqual(["from-outside", "given"]);
  });

  test("repeats a call under the requestId it is given", async () => {
    const agent = await useAgent();
    const client = useClient({ agentAddress: agent.address });
    await client.acceptPlayerSession(aPlayer, { requestId: "r-1" });
    await client.acceptPlayerSession(aPlayer, { requestId: "r-1" });
    expect(agent.calls.map(({ call }) => call.requestId)).toEqual(["r-1", "r-1"]);
  });

  test("reaches an agent on a socket file", async () => {
    const agent = await useAgent({ address: `unix:${join(await useTempDir(), "agent.sock")}` });
    await useClient({ agentAddress: agent.address }).processEnding();
    expect(agent.names()).toEqual(["processEnding"]);
  });

  test("reads pages of player sessions", async () => {
    const agent = await useAgent();
    const player = {
      playerSessionId: "psess-1",
      playerId: "player-1",
      gameServerSessionId: "gssess-1",
      fleetId: "fleet-1",
      ipAddress: "127.0.0.1",
      status: "COMPLETED",
      creationTime: 1_700_000_000n,
      terminationTime: 1_700_000_060n,
      port: 2000,
      playerData: "",
      dnsName: "",
    };
    agent.on("describePlayerSessions", async ({ nextToken }) => ({
      nextToken: nextToken === "" ? "page-2" : "",
      playerSessions: [player],
    }));
    const client = useClient({ agentAddress: agent.address });
    const first = await client.describePlayerSessions({ playerId: "player-1" });
    expect(first.nextToken).toBe("page-2");
    expect(first.playerSessions).toMatchObject([{ id: "psess-1", status: "COMPLETED", endedAtMs: 1_700_000_060_000 }]);
    const last = await client.describePlayerSessions({ playerId: "player-1", nextToken: first.nextToken });
    expect(last.nextToken).toBeUndefined();
    JSON.stringify(last);
  });

  test("closes with `using`-style disposal", async () => {
    const agent = await useAgent();
    const client = new GseClient({ agentAddress: agent.address });
    await client.processEnding();
    client[Symbol.dispose]();
    await expect(client.processEnding()).rejects.toMatchObject({ code: "PROCESS_NOT_ACTIVE" });
  });
});

describe("a call of GseClient", () => {
  test.each([
    ["5 seconds, unless told otherwise", {}, undefined, 5_000],
    ["as long as the client says", { callTimeoutMs: 700 }, undefined, 700],
    ["as long as the call itself says", { callTimeoutMs: 700 }, 90, 90],
  ])("waits for its answer %s", async (_, options, timeoutMs, expectedMs) => {
    const clock = new HandClock();
    const agent = await useAgent();
    agent.on("processEnding", () => new Promise(() => {}));
    const arrived = agent.next("processEnding");
    const client = useClient({ agentAddress: agent.address, clock, ...options });
    const call = client.processEnding({ timeoutMs });
    await arrived;
    clock.advance(expectedMs - 1);
    expect(clock.pending).toBe(1);
    clock.advance(1);
    await expect(call).rejects.toMatchObject({ code: "SERVICE_CALL_TIMED_OUT" });
  });

  test("ends when its signal aborts, with the signal's reason", async () => {
    const agent = await useAgent();
    agent.on("processEnding", () => new Promise(() => {}));
    const arrived = agent.next("processEnding");
    const controller = new AbortController();
    const call = useClient({ agentAddress: agent.address }).processEnding({ signal: controller.signal });
    await arrived;
    const reason = new Error("the player left");
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
  });

  test.each([0, -1, NaN])("cannot be given %d milliseconds", async (timeoutMs) => {
    const agent = await useAgent();
    const client = useClient({ agentAddress: agent.address });
    await expect(client.processEnding({ timeoutMs })).rejects.toThrow(
      `[BAD_REQUEST_EXCEPTION] timeoutMs must be more than 0 milliseconds, got "${String(timeoutMs)}"`,
    );
  });
});

describe("the agent's address", () => {
  test("comes from the option, else from GSE_AGENT_ADDRESS, else it is GSE's own", () => {
    expect(useClient({}).agentAddress).toBe("127.0.0.1:5758");
    useEnvironment("GSE_AGENT_ADDRESS", "localhost:6000");
    expect(useClient({}).agentAddress).toBe("localhost:6000");
    expect(useClient({ agentAddress: "unix:/tmp/a.sock" }).agentAddress).toBe("unix:/tmp/a.sock");
    useEnvironment("GSE_AGENT_ADDRESS", "");
    expect(useClient({}).agentAddress).toBe("127.0.0.1:5758");
  });

  test("is named in the error when nobody answers there, with who set it", async () => {
    useEnvironment("GSE_AGENT_ADDRESS", "127.0.0.1:1");
    const callTimeoutMs = 300;
    await expect(useClient({ callTimeoutMs }).processEnding()).rejects.toThrow(
      '[SERVICE_CALL_FAILED] ProcessEnding: nobody answers at "127.0.0.1:1" (from GSE_AGENT_ADDRESS)',
    );
    await expect(useClient({ agentAddress: "127.0.0.1:1", callTimeoutMs }).processEnding()).rejects.toThrow(
      /\(from the option agentAddress\).*npx gse dev/,
    );
  });

  test.each(["5758", "localhost", "localhost:0", "http://localhost:5758", "unix:"])(
    "cannot be %s, and the error says who set it",
    (address) => {
      useEnvironment("GSE_AGENT_ADDRESS", address);
      expect(() => new GseClient()).toThrow(
        new GseError(
          "BAD_REQUEST_EXCEPTION",
          `cannot use the agent address "${address}" (from GSE_AGENT_ADDRESS): it must be "host:port" or "unix:/path"`,
        ),
      );
    },
  );
});
