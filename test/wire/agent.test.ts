import { spawn } from "node:child_process";
import { once } from "node:events";
import { lstat, mkdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Client, credentials, Metadata, type ServiceError } from "@grpc/grpc-js";
import { describe, expect, onTestFinished, test } from "vitest";
import { connectAgent, GseError, GseRefusal, grpcStatus, isUnreachable } from "gse-server-sdk/wire";
import { HandClock } from "../support/hand-clock.js";
import { patiently, useAgent } from "../support/use-agent.js";
import { useRawServer } from "../support/use-raw-server.js";
import { useTempDir } from "../support/use-temp-dir.js";
import { write } from "./independent-codec.js";

const service = "/tencentcloud.gse.grpcsdk.GseGrpcSdkService";
const aPlayer = { gameServerSessionId: "gssess-1", playerSessionId: "psess-1" };

type Agent = ReturnType<typeof connectAgent>;

function useConnection(address: string, options: Partial<Parameters<typeof connectAgent>[1]> = {}): Agent {
  const agent = connectAgent(address, { pid: 4711, ...options });
  onTestFinished(() => agent.close());
  return agent;
}

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

/** A call as the old tutorials make it: raw bytes and metadata, a channel of its own. */
function rawCall(address: string, method: string, request: Uint8Array, metadata: Metadata): Promise<Buffer> {
  const client = new Client(address, credentials.createInsecure());
  const bytes = (value: Buffer): Buffer => value;
  return new Promise<Buffer>((resolve, reject) => {
    client.makeUnaryRequest(`${service}/${method}`, bytes, bytes, Buffer.from(request), metadata, (error, answer) => {
      client.close();
      if (error === null && answer !== undefined) resolve(answer);
      else reject(error ?? new Error("no answer"));
    });
  });
}

describe("an agent", () => {
  test("hears the nine calls as they were made", async () => {
    const agent = await useAgent();
    const caller = useConnection(agent.address);
    await caller.processReady({ logPathsToUpload: ["logs", "/var/a"], clientPort: 2000, grpcPort: 7000 }, patiently);
    await caller.activateGameServerSession({ gameServerSessionId: "gssess-1", maxPlayers: 8 }, patiently);
    await caller.acceptPlayerSession(aPlayer, patiently);
    await caller.removePlayerSession(aPlayer, patiently);
    const query = { gameServerSessionId: "", playerId: "p", playerSessionId: "", nextToken: "n", limit: 3 };
    await caller.describePlayerSessions({ ...query, playerSessionStatusFilter: "ACTIVE" }, patiently);
    const policy = { gameServerSessionId: "gssess-1", newPlayerSessionCreationPolicy: "DENY_ALL" };
    await caller.updatePlayerSessionCreationPolicy(policy, patiently);
    await caller.terminateGameServerSession({ gameServerSessionId: "gssess-1" }, patiently);
    await caller.reportCustomData({ currentCustomCount: -1, maxCustomCount: 2 ** 31 - 1 }, patiently);
    await caller.processEnding(patiently);
    expect(agent.calls.map(({ name, request }) => [name, request])).toEqual([
      ["processReady", { logPathsToUpload: ["logs", "/var/a"], clientPort: 2000, grpcPort: 7000 }],
      ["activateGameServerSession", { gameServerSessionId: "gssess-1", maxPlayers: 8 }],
      ["acceptPlayerSession", aPlayer],
      ["removePlayerSession", aPlayer],
      ["describePlayerSessions", { ...query, playerSessionStatusFilter: "ACTIVE" }],
      ["updatePlayerSessionCreationPolicy", policy],
      ["terminateGameServerSession", { gameServerSessionId: "gssess-1" }],
      ["reportCustomData", { currentCustomCount: -1, maxCustomCount: 2 ** 31 - 1 }],
      ["processEnding", {}],
    ]);
  });

  test("knows who calls: pid, token, and a requestId of its own for each call", async () => {
    const agent = await useAgent();
    const caller = useConnection(agent.address, { token: "secret" });
    await Promise.all([caller.processEnding(patiently), caller.processEnding(patiently)]);
    await caller.processEnding({ ...patiently, requestId: "again" });
    const contexts = agent.calls.map(({ call }) => call);
    expect(contexts.map(({ pid, token }) => [pid, token])).toEqual(Array(3).fill([4711, "secret"]));
    expect(new Set(contexts.map(({ requestId }) => requestId)).size).toBe(3);
    expect(contexts[2]?.requestId).toBe("again");
  });

  test("answers a caller with neither token nor requestId, and makes the requestId up", async () => {
    const agent = await useAgent();
    const metadata = new Metadata();
    metadata.set("pid", "7");
    expect(await rawCall(agent.address, "ProcessEnding", new Uint8Array(), metadata)).toHaveLength(0);
    expect(agent.calls[0]?.call).toMatchObject({ pid: 7, token: undefined });
    expect(agent.calls[0]?.call.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ["nothing", undefined, 'the metadata key "pid" is missing'],
    ["words", "me", 'the metadata key "pid" is "me", not a process id'],
    ["zero", "0", 'the metadata key "pid" is "0"'],
    ["a fraction", "1.5", 'the metadata key "pid" is "1.5"'],
    ["too much", "4294967296", 'the metadata key "pid" is "4294967296"'],
  ])("refuses a caller whose pid is %s, and names the key", async (_, pid, message) => {
    const agent = await useAgent();
    const metadata = new Metadata();
    if (pid !== undefined) metadata.set("pid", pid);
    const error = (await caught(rawCall(agent.address, "ProcessEnding", new Uint8Array(), metadata))) as ServiceError;
    expect(error.code).toBe(grpcStatus.INVALID_ARGUMENT);
    expect(error.details).toMatch(/^BAD_REQUEST_EXCEPTION: /);
    expect(error.details).toContain(message);
    expect(agent.calls).toEqual([]);
  });

  test("says no with a status, GSE's name and a reason, which the other side reads again", async () => {
    const agent = await useAgent();
    agent.on("acceptPlayerSession", () => {
      const message = 'player session "psess-1" is TIMEDOUT \u{1f3ae}';
      throw new GseRefusal(
        grpcStatus.FAILED_PRECONDITION,
        "UNEXPECTED_PLAYER_SESSION",
        message,
        "player-session-expired",
      );
    });
    const error = await caught(useConnection(agent.address).acceptPlayerSession(aPlayer, patiently));
    expect(error).toBeInstanceOf(GseError);
    expect(error).toMatchObject({
      name: "GseError",
      code: "UNEXPECTED_PLAYER_SESSION",
      message:
        '[UNEXPECTED_PLAYER_SESSION] AcceptPlayerSession was refused: player session "psess-1" is TIMEDOUT \u{1f3ae}',
      reason: "expired",
      cause: {
        code: grpcStatus.FAILED_PRECONDITION,
        details: 'UNEXPECTED_PLAYER_SESSION: player session "psess-1" is TIMEDOUT \u{1f3ae}',
      },
    });
    expect(isUnreachable(error)).toBe(false);
  });

  test("answers INTERNAL when its handler breaks", async () => {
    const agent = await useAgent();
    agent.on("processEnding", () => Promise.reject(new Error("the disk is full")));
    const error = await caught(useConnection(agent.address).processEnding(patiently));
    expect(error).toMatchObject({
      code: "INTERNAL_SERVICE_EXCEPTION",
      cause: { code: grpcStatus.INTERNAL, details: "INTERNAL_SERVICE_EXCEPTION: the disk is full" },
    });
  });

  test("says even what no header could carry", async () => {
    const agent = await useAgent();
    agent.on("processEnding", () => {
      const message = `half a pair \ud83c ${"x".repeat(100_000)}`;
      throw new GseRefusal(grpcStatus.NOT_FOUND, "PROCESS_NOT_ACTIVE", message, "wîth\nbreaks");
    });
    const error = await caught(useConnection(agent.address).processEnding(patiently));
    expect(error).toMatchObject({ code: "PROCESS_NOT_ACTIVE", reason: "process-not-ready" });
    const { metadata } = (error as GseError).cause as ServiceError;
    expect(metadata.get("gse-reason")).toEqual(["w?th?breaks"]);
    expect((error as GseError).message).toContain("half a pair \ufffd xxx");
  });

  test("gives pages of player sessions without loss", async () => {
    const agent = await useAgent();
    const player = {
      playerSessionId: "psess-1",
      playerId: "player-1",
      gameServerSessionId: "gssess-1",
      fleetId: "fleet-1",
      ipAddress: "127.0.0.1",
      status: "ACTIVE",
      creationTime: 2n ** 63n - 1n,
      terminationTime: -(2n ** 63n),
      port: 2000,
      playerData: "data",
      dnsName: "",
    };
    agent.on("describePlayerSessions", async () => ({ nextToken: "more", playerSessions: [player] }));
    const page = await useConnection(agent.address).describePlayerSessions(
      {
        gameServerSessionId: "gssess-1",
        playerId: "",
        playerSessionId: "",
        playerSessionStatusFilter: "",
        nextToken: "",
        limit: 0,
      },
      patiently,
    );
    expect(page).toMatchObject({ nextToken: "more", playerSessions: [player] });
  });

  test("tells its handler when the caller gave up", async () => {
    const agent = await useAgent();
    const gaveUp = new Promise<void>((resolve) => {
      agent.on("processEnding", async ({ signal }) => {
        await new Promise((aborted) => signal.addEventListener("abort", aborted));
        resolve();
      });
    });
    const controller = new AbortController();
    const arrived = agent.next("processEnding");
    const call = caught(useConnection(agent.address).processEnding({ ...patiently, signal: controller.signal }));
    await arrived;
    controller.abort(new Error("changed my mind"));
    expect(await call).toEqual(new Error("changed my mind"));
    await gaveUp;
  });
});

describe("an agent's address", () => {
  test("may be a socket file", async () => {
    const address = `unix:${join(await useTempDir(), "agent.sock")}`;
    const agent = await useAgent({ address });
    expect(agent.address).toBe(address);
    await useConnection(address).processEnding(patiently);
    expect(agent.names()).toEqual(["processEnding"]);
  });

  test("may be a socket file that a killed agent left behind", async () => {
    const path = join(await useTempDir(), "agent.sock");
    const program = `net.createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, "SIGKILL"))`;
    await once(spawn(process.execPath, ["-e", program]), "exit");
    expect((await stat(path)).isSocket()).toBe(true);
    const agent = await useAgent({ address: `unix:${path}` });
    await useConnection(agent.address).processEnding(patiently);
    expect(agent.names()).toEqual(["processEnding"]);
  });

  test.each([
    ["a file", (path: string) => writeFile(path, "precious")],
    ["a folder", (path: string) => mkdir(path)],
    ["a link", (path: string) => symlink("/nowhere", path)],
  ])("that is the path of %s is refused, and what is there stays", async (what, make) => {
    const path = join(await useTempDir(), "agent.sock");
    await make(path);
    const { ino, mtimeMs } = await lstat(path);
    expect(await caught(useAgent({ address: `unix:${path}` }))).toMatchObject({
      code: "ADDRESS_UNAVAILABLE",
      message:
        `[ADDRESS_UNAVAILABLE] cannot listen on "unix:${path}": ` +
        `${what} is there that is no socket, and is left alone; give another path, or take it away yourself`,
    });
    expect(await lstat(path)).toMatchObject({ ino, mtimeMs });
  });

  test("in a folder that is missing is said to be", async () => {
    const folder = join(await useTempDir(), "run");
    const there = `make it, or give a path in one that is there`;
    expect(await caught(useAgent({ address: `unix:${folder}/agent.sock` }))).toMatchObject({
      message: `[ADDRESS_UNAVAILABLE] cannot listen on "unix:${folder}/agent.sock": there is no folder "${folder}"; ${there}`,
    });
  });

  test("that is in use is said to be", async () => {
    const agent = await useAgent();
    const socket = await useAgent({ address: `unix:${join(await useTempDir(), "agent.sock")}` });
    for (const { address } of [agent, socket])
      expect(await caught(useAgent({ address }))).toMatchObject({
        code: "ADDRESS_UNAVAILABLE",
        message: `[ADDRESS_UNAVAILABLE] cannot listen on "${address}": it is in use by another process`,
      });
  });

  test.each(["5758", "127.0.0.1", "127.0.0.1:99999", "unix:", "::1:5758"])(
    "that is %s is refused with the two forms that are possible",
    async (address) => {
      expect(await caught(useAgent({ address }))).toMatchObject({
        message: `[ADDRESS_UNAVAILABLE] cannot listen on "${address}": it must be "host:port" or "unix:/path"`,
      });
    },
  );
});

describe("a call that is not answered", () => {
  test("names the address, where it came from, and what to try", async () => {
    const agent = await useAgent();
    await agent.close();
    const error = await caught(
      useConnection(agent.address, { origin: "from GSE_AGENT_ADDRESS" }).processEnding(patiently),
    );
    expect(isUnreachable(error)).toBe(true);
    expect((error as GseError).message).toBe(
      `[SERVICE_CALL_FAILED] ProcessEnding: nobody answers at "${agent.address}" (from GSE_AGENT_ADDRESS): ` +
        `connect ECONNREFUSED ${agent.address}; start a host there ("npx gse dev"), ` +
        "or set agentAddress or GSE_AGENT_ADDRESS to where one listens",
    );
  });

  test("is over at its deadline, one step before it not", async () => {
    const clock = new HandClock();
    const agent = await useAgent();
    const arrived = agent.next("processEnding");
    agent.on("processEnding", () => new Promise(() => {}));
    let error: unknown;
    const call = useConnection(agent.address, { clock })
      .processEnding({ deadlineAtMs: clock.now() + 5_000 })
      .catch((reason: unknown) => (error = reason));
    const { signal } = (await arrived).call;
    clock.advance(4_999);
    await Promise.resolve();
    expect(error).toBeUndefined();
    clock.advance(1);
    await call;
    expect(isUnreachable(error)).toBe(true);
    expect(error).toMatchObject({
      code: "SERVICE_CALL_TIMED_OUT",
      message: `[SERVICE_CALL_TIMED_OUT] ProcessEnding: no answer from "${agent.address}" in time (5000 ms); it may have had its effect`,
    });
    // The agent hears of it.
    if (!signal.aborted) await new Promise((aborted) => signal.addEventListener("abort", aborted));
  });

  test("leaves no timer and no listener behind, answered or not", async () => {
    const clock = new HandClock();
    const agent = await useAgent();
    const caller = useConnection(agent.address, { clock });
    const controller = new AbortController();
    let listeners = 0;
    const { signal } = controller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    };
    const limits = { deadlineAtMs: clock.now() + 5_000, signal };
    await caller.processEnding(limits);
    agent.on("processEnding", () => Promise.reject(new Error("no")));
    await caught(caller.processEnding(limits));
    expect([clock.pending, listeners]).toEqual([0, 0]);
  });

  test("rejects at once under a signal that is aborted already", async () => {
    const agent = await useAgent();
    const reason = new Error("too late");
    const call = useConnection(agent.address).processEnding({ ...patiently, signal: AbortSignal.abort(reason) });
    expect(await caught(call)).toBe(reason);
    expect(agent.calls).toEqual([]);
  });

  test("may be repeated: the connection comes back with the agent", async () => {
    const first = await useAgent();
    const caller = useConnection(first.address);
    await caller.processEnding(patiently);
    await first.close();
    expect(isUnreachable(await caught(caller.processEnding(patiently)))).toBe(true);
    const second = await useAgent({ address: first.address });
    // Until the channel has noticed, calls fail at once.
    while (isUnreachable(await caught(caller.processEnding(patiently))));
    expect(second.names()).toEqual(["processEnding"]);
  });

  test("that begins after close() is refused", async () => {
    const agent = await useAgent();
    const caller = connectAgent(agent.address, { pid: 1 });
    caller.close();
    expect(await caught(caller.processEnding(patiently))).toMatchObject({ code: "PROCESS_NOT_ACTIVE" });
  });
});

describe("an answer of either generation", () => {
  const ending = `${service}/ProcessEnding`;

  test.each([
    ["empty", []],
    ["OK with data", [0x08, 0x00, 0x12, 0x02, 0x68, 0x69]],
    ["OK by leaving it out", [0x12, 0x02, 0x68, 0x69]],
    ["with a field nobody knows", [0x98, 0x06, 0x01]],
  ])("is success when %s", async (_, bytes) => {
    const address = await useRawServer({ [ending]: Uint8Array.from(bytes) });
    await useConnection(address).processEnding(patiently);
  });

  test.each([
    [1, "no such process", "BAD_REQUEST_EXCEPTION", "no such process"],
    [2, "broken", "INTERNAL_SERVICE_EXCEPTION", "broken"],
    [2, "PROCESS_NOT_READY: call it first", "PROCESS_NOT_READY", "call it first"],
    [300, "", "INTERNAL_SERVICE_EXCEPTION", "GseResponse status 300 without a message"],
  ])("is failure when the old status is %i and the message %j", async (status, message, code, said) => {
    // The older generation as it was: status 1, responseData 2, errorMessage 3.
    const text = Buffer.from(message);
    const varint = status < 128 ? [status] : [(status & 0x7f) | 0x80, status >> 7];
    const bytes = [0x08, ...varint, ...(text.length === 0 ? [] : [0x1a, text.length, ...text])];
    const address = await useRawServer({ [ending]: Uint8Array.from(bytes) });
    const error = await caught(useConnection(address).processEnding(patiently));
    expect(error).toMatchObject({ code, message: `[${code}] ProcessEnding was refused: ${said}` });
    expect(isUnreachable(error)).toBe(false);
  });

  test.each([
    [grpcStatus.NOT_FOUND, "who are you", "BAD_REQUEST_EXCEPTION", false],
    [grpcStatus.RESOURCE_EXHAUSTED, "", "BAD_REQUEST_EXCEPTION", false],
    [grpcStatus.UNKNOWN, "panic", "INTERNAL_SERVICE_EXCEPTION", false],
    [grpcStatus.INTERNAL, "NOT_A_NAME_OF_GSE: x", "INTERNAL_SERVICE_EXCEPTION", false],
    [grpcStatus.INTERNAL, "SERVICE_CALL_FAILED: x", "INTERNAL_SERVICE_EXCEPTION", false],
    [grpcStatus.UNAVAILABLE, "draining", "SERVICE_CALL_FAILED", true],
    [grpcStatus.DEADLINE_EXCEEDED, "slow", "SERVICE_CALL_TIMED_OUT", true],
  ])("with gRPC status %i and details %j is understood", async (status, details, code, unanswered) => {
    const address = await useRawServer({ [ending]: { code: status, details } });
    const error = await caught(useConnection(address).processEnding(patiently));
    expect(error).toMatchObject({ code });
    expect(isUnreachable(error)).toBe(unanswered);
  });

  test("from something that is no agent is a refusal", async () => {
    const address = await useRawServer({ "/somebody.else.Service/Call": new Uint8Array() });
    expect(await caught(useConnection(address).processEnding(patiently))).toMatchObject({
      code: "INTERNAL_SERVICE_EXCEPTION",
    });
  });
});

describe("a value that cannot be sent", () => {
  test.each([
    [
      "a missing id",
      { gameServerSessionId: undefined, maxPlayers: 1 },
      'gameServerSessionId "undefined": it must be a string',
    ],
    [
      "a number for an id",
      { gameServerSessionId: 7, maxPlayers: 1 },
      'gameServerSessionId "7": it must be a string, not number',
    ],
    ["half a surrogate pair", { gameServerSessionId: "a\ud83c", maxPlayers: 1 }, "well-formed Unicode"],
    ["a fraction", { gameServerSessionId: "a", maxPlayers: 1.5 }, 'maxPlayers "1.5": it must be a whole number'],
    ["too large a number", { gameServerSessionId: "a", maxPlayers: 2 ** 31 }, "at most 32 bits"],
    ["no number", { gameServerSessionId: "a", maxPlayers: NaN }, 'maxPlayers "NaN"'],
  ])("is refused with a sentence: %s", async (_, request, message) => {
    const agent = await useAgent();
    const call = useConnection(agent.address).activateGameServerSession(
      request as { gameServerSessionId: string; maxPlayers: number },
      patiently,
    );
    const error = await caught(call);
    expect(error).toMatchObject({ code: "BAD_REQUEST_EXCEPTION" });
    expect((error as GseError).message).toContain(message);
    expect(agent.calls).toEqual([]);
  });
});

describe("a foreign game server", () => {
  test("that opens a new channel for every call is served as well", async () => {
    const agent = await useAgent();
    const metadata = new Metadata();
    metadata.set("pid", "99");
    metadata.set("requestId", "0123456789abcdef0123456789abcdef");
    const request = write("ProcessReadyRequest", { logPathsToUpload: ["l"], clientPort: 2000, grpcPort: 7000 });
    for (const _ of [1, 2, 3]) await rawCall(agent.address, "ProcessReady", request, metadata);
    expect(agent.calls.map(({ request, call }) => [request, call.pid, call.requestId])).toEqual(
      Array(3).fill([
        { logPathsToUpload: ["l"], clientPort: 2000, grpcPort: 7000 },
        99,
        "0123456789abcdef0123456789abcdef",
      ]),
    );
  });
});

test("an agent that closes cuts calls that outlast its grace, and closes once", async () => {
  const clock = new HandClock();
  const agent = await useAgent({ clock });
  agent.on("processEnding", () => new Promise(() => {}));
  const arrived = agent.next("processEnding");
  const call = caught(useConnection(agent.address).processEnding(patiently));
  await arrived;
  const closed = agent.close(500);
  expect(clock.pending).toBe(1);
  clock.advance(500);
  await closed;
  await agent.close(500);
  expect(isUnreachable(await call)).toBe(true);
  expect(clock.pending).toBe(0);
});
