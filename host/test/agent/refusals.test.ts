import type { ServiceError } from "@grpc/grpc-js";
import { describe, expect, test } from "vitest";
import { create, join, ready } from "../support/builders.js";
import { textLike } from "../support/text-like.js";
import { encode } from "./support/old-wire.js";
import { useAgent } from "./support/use-agent.js";
import { callAgent } from "./support/use-foreign-game-server.js";

const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;
const FAILED_PRECONDITION = 9;

const useGame = async () => {
  const gse = await useAgent();
  await gse.ok(ready(101, { grpcPort: 1 }));
  await gse.ok(ready(102, { grpcPort: 1 }));
  const { id } = await gse.ok(create());
  await gse.ok({ type: "activateGameServerSession", pid: 101, sessionId: id, maxPlayers: 0 });
  const [ada] = await gse.ok(join(id, "ada"));
  const refusal = async (method: string, request: Buffer, pid: string | undefined = "101"): Promise<ServiceError> => {
    const metadata = pid === "none" ? {} : { pid };
    const answer = await callAgent(gse.address, method, request, metadata).catch((error: unknown) => error);
    if (!(answer instanceof Error)) throw new Error(`${method} was not refused`);
    return answer as ServiceError;
  };
  return { gse, id, playerSessionId: ada!.id, refusal };
};

describe("the agent refuses with a gRPC status and details that begin with GSE's name for it", () => {
  test("a call without a pid, or with one that is no number", async () => {
    const { refusal } = await useGame();
    for (const pid of ["none", "0", "-1", "12x", "99999999999"])
      expect(await refusal("ProcessEnding", Buffer.alloc(0), pid)).toMatchObject({
        code: INVALID_ARGUMENT,
        details: textLike(/^BAD_REQUEST_EXCEPTION: the metadata key "pid" is /),
      });
  });

  test("ports that cannot be", async () => {
    const { refusal } = await useGame();
    expect(await refusal("ProcessReady", encode([2, 70_000], [3, 9_000]))).toMatchObject({
      code: INVALID_ARGUMENT,
      details: textLike(/^BAD_REQUEST_EXCEPTION: .*clientPort is 70000/),
    });
  });

  test("a process that never said ProcessReady", async () => {
    const { refusal, id } = await useGame();
    expect(await refusal("ActivateGameServerSession", encode([1, id]), "999")).toMatchObject({
      code: FAILED_PRECONDITION,
      details: textLike(/^PROCESS_NOT_READY: .*pid 999 is ready; call ProcessReady first/),
    });
  });

  test("a session that is another process's, has ended, or never was", async () => {
    const { gse, refusal, id } = await useGame();
    expect(await refusal("TerminateGameServerSession", encode([1, id]), "102")).toMatchObject({
      code: FAILED_PRECONDITION,
      details: textLike(/^GAME_SERVER_SESSION_NOT_READY: .*given to another process/),
    });
    expect(await refusal("TerminateGameServerSession", encode([1, ""]))).toMatchObject({
      code: NOT_FOUND,
      details: textLike(/^GAME_SERVER_SESSION_NOT_READY: /),
    });
    await gse.ok({ type: "terminateGameServerSession", pid: 101, sessionId: id });
    expect(await refusal("ActivateGameServerSession", encode([1, id]))).toMatchObject({
      code: FAILED_PRECONDITION,
      details: textLike(/^GAME_SERVER_SESSION_NOT_READY: .*it is TERMINATED/),
    });
  });

  test("a player who never joined, whose time is up, or who is in already", async () => {
    const { gse, refusal, id, playerSessionId } = await useGame();
    const accept = (player: string) => refusal("AcceptPlayerSession", encode([1, id], [2, player]));
    expect(await accept("psess-none")).toMatchObject({
      code: NOT_FOUND,
      details: textLike(/^UNEXPECTED_PLAYER_SESSION: .*"psess-none"/),
    });
    await callAgent(gse.address, "AcceptPlayerSession", encode([1, id], [2, playerSessionId]), { pid: "101" });
    expect(await accept(playerSessionId)).toMatchObject({
      code: FAILED_PRECONDITION,
      details: textLike(/^UNEXPECTED_PLAYER_SESSION: .*it is ACTIVE/),
    });
    const [bob] = await gse.ok(join(id, "bob"));
    await gse.clock.advance(60_000);
    const expired = await accept(bob!.id);
    expect(expired.details).toMatch(/^UNEXPECTED_PLAYER_SESSION: .*TIMEDOUT; the player must join again/);
    expect(expired.metadata.get("gse-reason")).toEqual(["player-session-expired"]);
  });

  test("a policy that is none, and custom data without a session", async () => {
    const { refusal, id } = await useGame();
    expect(await refusal("UpdatePlayerSessionCreationPolicy", encode([1, id], [2, "MAYBE"]))).toMatchObject({
      code: INVALID_ARGUMENT,
      details: textLike(/^BAD_REQUEST_EXCEPTION: .*"MAYBE"; give "ACCEPT_ALL" or "DENY_ALL"/),
    });
    expect(await refusal("ReportCustomData", encode([1, 1]), "102")).toMatchObject({
      code: FAILED_PRECONDITION,
      details: textLike(/^GAME_SERVER_SESSION_NOT_READY: /),
    });
  });
});

describe("AcceptPlayerSession", () => {
  test("repeated under its requestId has its effect once and succeeds again, also on a host started since", async () => {
    const { gse, id, playerSessionId } = await useGame();
    const accept = () =>
      callAgent(gse.address, "AcceptPlayerSession", encode([1, id], [2, playerSessionId]), {
        pid: "101",
        requestId: "0123456789abcdef",
      });
    expect(await accept()).toHaveLength(0);
    expect(await accept()).toHaveLength(0);
    await gse.restart();
    expect(await accept()).toHaveLength(0);
    expect(gse.host.reads.session(id)?.currentPlayers).toBe(1);
  });
});
