import { grpcStatus } from "gse-server-sdk/wire";
import { TestGse, type TestSession } from "gse-host/testing";
import { expect, test } from "vitest";
import { startDuel } from "./duel.js";

/** What a player's program does. */
const knock = ({ info }: TestSession, playerSessionId: string) =>
  fetch(`http://${info.ipAddress}:${String(info.port)}/join?id=${playerSessionId}`);

const save = async (): Promise<void> => {};

test("lets in whom GSE sends, and nobody else", async () => {
  await using gse = await TestGse.start();
  await using _server = await startDuel({ agentAddress: gse.agentAddress, clock: gse.clock, save });
  const session = await gse.startSession({ maxPlayers: 2 });

  const [ada, bob] = await session.joinPlayers(["ada", "bob"]);
  expect((await knock(session, ada!.id)).status).toBe(200);
  expect((await knock(session, bob!.id)).status).toBe(200);
  expect((await knock(session, "a stranger")).status).toBe(403);
  expect(session.players().map(({ playerId, status }) => `${playerId} ${status}`)).toEqual([
    "ada ACTIVE",
    "bob ACTIVE",
  ]);
});

test("turns away a player who comes after more than a minute", async () => {
  await using gse = await TestGse.start();
  await using _server = await startDuel({ agentAddress: gse.agentAddress, clock: gse.clock, save });
  const session = await gse.startSession();
  const ada = await session.join("ada");

  await gse.advance(60_000); // takes no time

  expect((await knock(session, ada.id)).status).toBe(403);
});

test("lets a player in though the agent is away for a moment", async () => {
  await using gse = await TestGse.start();
  await using _server = await startDuel({ agentAddress: gse.agentAddress, clock: gse.clock, save });
  const session = await gse.startSession();
  const ada = await session.join("ada");

  using fault = gse.faults.fail("AcceptPlayerSession", grpcStatus.UNAVAILABLE, { times: 1 });
  const answer = await gse.inRealTime(knock(session, ada.id));

  expect([fault.hits, answer.status]).toEqual([1, 200]);
  const requestIds = gse.calls.filter(({ call }) => call === "AcceptPlayerSession").map(({ requestId }) => requestId);
  expect(requestIds).toEqual([requestIds[0], requestIds[0]]);
});

test("saves who was there before GSE ends the process", async () => {
  const saved: string[] = [];
  await using gse = await TestGse.start();
  await using server = await startDuel({
    agentAddress: gse.agentAddress,
    clock: gse.clock,
    save: async (ids) => void saved.push(...ids),
  });
  const session = await gse.startSession();
  const ada = await session.join("ada");
  await knock(session, ada.id);

  await gse.terminate({ inMs: 10_000 });

  expect(await session.ended()).toMatchObject({ status: "TERMINATED" });
  expect(saved).toEqual([ada.id]);
  expect(server.state).toBe("ended");
});
