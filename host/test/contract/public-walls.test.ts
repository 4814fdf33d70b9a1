import { describe, expect, test } from "vitest";
import { useScene } from "./use-scene.js";
import { useGseUpWorld, useTestGseWorld } from "./worlds.js";

// What a GSE does, seen through its two public walls: the agent, where game servers talk to it, and the cloud API. The
// same for the test kit and for the program; what needs minutes to pass is in virtual-time.test.ts.

describe.each([
  ["TestGse", useTestGseWorld],
  ["gse up", useGseUpWorld],
])("%s", (_name, useWorld) => {
  const use = async () => useScene(await useWorld());

  test.each(["ours", "foreign"] as const)("has a game server (%s) host a session as it was ordered", async (who) => {
    const gse = await use();
    const server = await gse.server(who);
    const created = await gse.api.call("CreateGameServerSession", {
      FleetId: "fleet-contract",
      Name: "竞技场",
      MaximumPlayerSessionCount: 3,
      GameServerSessionData: "map=ice",
      GameProperties: [{ Key: "mode", Value: "duel" }],
    });
    const { GameServerSessionId: id, Status } = created.GameServerSession;
    expect(Status).toBe("ACTIVATING");
    await gse.becomes(id, "ACTIVE");
    expect(server.started).toEqual([
      {
        sessionId: id,
        fleetId: "fleet-contract",
        name: "竞技场",
        maxPlayers: 3,
        joinable: true,
        port: server.clientPort,
        ipAddress: "127.0.0.1",
        data: "map=ice",
        properties: ["mode=duel"],
      },
    ]);
    expect(await gse.describe(id)).toMatchObject({
      Name: "竞技场",
      IpAddress: "127.0.0.1",
      Port: server.clientPort,
      MaximumPlayerSessionCount: 3,
      CurrentPlayerSessionCount: 0,
    });
  });

  test("refuses to create a session when no process is idle, and takes one that is free again", async () => {
    const gse = await use();
    await expect(gse.create()).rejects.toMatchObject({ code: "ResourceInsufficient" });
    const server = await gse.server();
    const id = await gse.session();
    await expect(gse.create()).rejects.toMatchObject({ code: "ResourceInsufficient" });
    await server.terminate(id);
    expect((await gse.describe(id))?.Status).toBe("TERMINATED");
    expect(await gse.session()).not.toBe(id);
  });

  test("counts players in and out, as both walls see them", async () => {
    const gse = await use();
    const server = await gse.server();
    const id = await gse.session();
    const [ada, bob] = [await gse.join(id, "ada"), await gse.join(id, "bob")];
    await server.accept(id, ada);
    await server.accept(id, bob);
    await server.remove(id, bob);
    expect(await gse.players(id)).toEqual(["ada ACTIVE", "bob COMPLETED"]);
    expect((await server.players(id)).map(({ playerId, status }) => `${playerId} ${status}`).reverse()).toEqual(
      await gse.players(id),
    );
    expect((await gse.describe(id))?.CurrentPlayerSessionCount).toBe(1);
  });

  test("turns away strangers, players who come twice and players of another session", async () => {
    const gse = await use();
    const [first, second] = [await gse.server(), await gse.server()];
    const [here, there] = [await gse.session(), await gse.session()];
    const host = first.started.some(({ sessionId }) => sessionId === here) ? first : second;
    const ada = await gse.join(here, "ada");
    const bob = await gse.join(there, "bob");
    const turnedAway = { code: "UNEXPECTED_PLAYER_SESSION" };
    await expect(host.accept(here, "psess-stranger")).rejects.toMatchObject(turnedAway);
    await expect(host.accept(here, bob)).rejects.toMatchObject(turnedAway);
    await expect(host.accept(there, bob)).rejects.toMatchObject({ code: "GAME_SERVER_SESSION_NOT_READY" });
    await host.accept(here, ada);
    await expect(host.accept(here, ada)).rejects.toMatchObject(turnedAway);
  });

  test("gives 30 who race for 10 slots exactly 10", async () => {
    const gse = await use();
    const server = await gse.server();
    const id = await gse.session(10);
    const joins = await Promise.allSettled(Array.from({ length: 30 }, (_, n) => gse.join(id, `player-${String(n)}`)));
    const joined = joins.flatMap((join) => (join.status === "fulfilled" ? [join.value] : []));
    expect(joined).toHaveLength(10);
    for (const join of joins)
      if (join.status === "rejected") expect(join.reason).toMatchObject({ code: "ResourceInsufficient" });
    await Promise.all(joined.map((player) => server.accept(id, player)));
    expect((await gse.describe(id))?.CurrentPlayerSessionCount).toBe(10);
  });

  test("gives a batch of players all their slots or none", async () => {
    const gse = await use();
    await gse.server();
    const id = await gse.session(3);
    const batch = (...PlayerIds: string[]) =>
      gse.api.call("JoinGameServerSessionBatch", { GameServerSessionId: id, PlayerIds });
    await batch("ada", "bob");
    await expect(batch("cyd", "dan")).rejects.toMatchObject({ code: "ResourceInsufficient" });
    expect(await gse.players(id)).toEqual(["ada RESERVED", "bob RESERVED"]);
  });

  test("lets nobody join while the game server denies it", async () => {
    const gse = await use();
    const server = await gse.server();
    const id = await gse.session();
    await server.setPolicy(id, "DENY_ALL");
    await expect(gse.join(id, "ada")).rejects.toMatchObject({ code: "ResourceUnavailable" });
    await server.setPolicy(id, "ACCEPT_ALL");
    await gse.join(id, "ada");
  });

  test("ends a session in ERROR that its game server refuses, and gives that process the next one", async () => {
    const gse = await use();
    const server = await gse.server();
    server.refuseStart = "the map is missing";
    const id = await gse.create();
    await gse.becomes(id, "ERROR");
    server.refuseStart = undefined;
    await gse.session();
    expect(server.started).toHaveLength(2);
  });

  test("has the game server end a session that the cloud API ends", async () => {
    const gse = await use();
    const server = await gse.server();
    const id = await gse.session();
    await gse.api.call("EndGameServerSessionAndProcess", { GameServerSessionId: id });
    expect((await gse.describe(id))?.Status).toBe("TERMINATING");
    expect(Number(await server.terminations.next())).toBeGreaterThan(0);
    await server.ending();
    expect((await gse.describe(id))?.Status).toBe("TERMINATED");
    await expect(gse.create()).rejects.toMatchObject({ code: "ResourceInsufficient" });
  });

  test("ends the session of a process that says ProcessEnding", async () => {
    const gse = await use();
    const server = await gse.server();
    const id = await gse.session();
    await gse.join(id, "ada");
    await server.ending();
    expect((await gse.describe(id))?.Status).toBe("TERMINATED");
    await expect(gse.join(id, "bob")).rejects.toMatchObject({ code: "ResourceUnavailable" });
  });

  test("killed and begun again, has the same session and players, and the running process", async () => {
    const gse = await use();
    const server = await gse.server();
    const id = await gse.session();
    const [ada, bob] = [await gse.join(id, "ada"), await gse.join(id, "bob")];
    await server.accept(id, ada);
    await gse.restart();
    expect(await gse.players(id)).toEqual(["ada ACTIVE", "bob RESERVED"]);
    // The connection comes back in its own time.
    await expect.poll(() => server.ready().then(() => "known again"), { timeout: 10_000 }).toBe("known again");
    await server.accept(id, bob);
    await server.terminate(id);
    await gse.session();
    expect(server.started).toHaveLength(2);
    // Answered, and so is all that it said before.
    await server.report(0, 3);
  });
});
