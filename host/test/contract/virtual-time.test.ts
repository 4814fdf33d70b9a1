import { expect, test, describe } from "vitest";
import { useScene } from "./use-scene.js";
import { useTestGseWorld } from "./worlds.js";

// The rest of the contract: what takes minutes. The program has the same engine, and no time for this.

describe("a GSE in virtual time", () => {
  const use = async () => {
    const world = await useTestGseWorld();
    return { ...useScene(world), advance: world.advance };
  };

  test("frees the slot of a player who does not come within 60 s", async () => {
    const gse = await use();
    const server = await gse.server();
    const id = await gse.session(1);
    const ada = await gse.join(id, "ada");
    await gse.advance(59_999);
    await expect(gse.join(id, "bob")).rejects.toMatchObject({ code: "ResourceInsufficient" });
    await gse.advance(1);
    await expect(server.accept(id, ada)).rejects.toMatchObject({ code: "UNEXPECTED_PLAYER_SESSION" });
    await gse.join(id, "bob");
    expect(await gse.players(id)).toEqual(["ada TIMEDOUT", "bob RESERVED"]);
  });

  test("ends a process by the third health check that it fails", async () => {
    const gse = await use();
    const server = await gse.server();
    const id = await gse.session();
    server.isHealthy = false;
    await gse.advance(179_999);
    expect((await gse.describe(id))?.AvailabilityStatus).toBe("Enable");
    await gse.advance(1);
    expect((await gse.describe(id))?.AvailabilityStatus).toBe("Disable");
    expect(Number(await server.terminations.next())).toBeGreaterThan(0);
    await gse.advance(300_000);
    expect((await gse.describe(id))?.Status).toBe("TERMINATED");
  });

  test("waits 30 s for a process that the cloud API ended, then counts it as ended", async () => {
    const gse = await use();
    const server = await gse.server();
    const id = await gse.session();
    await gse.api.call("EndGameServerSessionAndProcess", { GameServerSessionId: id });
    await server.terminations.next();
    await gse.advance(29_999);
    expect((await gse.describe(id))?.Status).toBe("TERMINATING");
    await gse.advance(1);
    expect((await gse.describe(id))?.Status).toBe("TERMINATED");
  });
});
