import { describe, expect, test } from "vitest";
import { createCloudApiClient } from "../../src/client/index.js";
import { TestGse } from "../../src/testing/index.js";
import { useTencentSdk } from "../cloud-api/support/use-tencent-sdk.js";
import { useTempDir } from "../support/use-temp-dir.js";
import { useServer, useTestGse } from "./use-test-gse.js";

describe("TestGse.start()", () => {
  test("with the cloud API lets Tencent's own client create and fill sessions, also after hours of virtual time", async () => {
    const gse = await useTestGse({ cloudApi: true });
    const server = await useServer(gse);
    await gse.advance(7_200_000);
    const tencent = useTencentSdk(gse.cloudApi.address, gse.cloudApi);
    const created = await tencent.CreateGameServerSession({ FleetId: "fleet-1", MaximumPlayerSessionCount: 5 });
    const id = created.GameServerSession!.GameServerSessionId;
    await gse.settled();
    expect(server.state).toBe("active");
    const joined = await tencent.JoinGameServerSession({ GameServerSessionId: id, PlayerId: "ada" });
    await server.acceptPlayerSession(joined.PlayerSession!.PlayerSessionId);
    expect(gse.session(id).players()).toMatchObject([{ playerId: "ada", status: "ACTIVE" }]);
  });

  test("without it says how to get it", async () => {
    const gse = await useTestGse();
    expect(() => gse.cloudApi).toThrow("start it with TestGse.start({ cloudApi: true })");
  });

  test("makes credentials that only this cloud API takes", async () => {
    const [one, other] = [await useTestGse({ cloudApi: true }), await useTestGse({ cloudApi: true })];
    const { secretId, secretKey } = one.cloudApi;
    const stranger = createCloudApiClient({ endpoint: other.cloudApi.endpoint, secretId, secretKey });
    await expect(stranger.call("DescribeGameServerSessions", { FleetId: "fleet-1" })).rejects.toMatchObject({
      code: "AuthFailure.SecretIdNotFound",
    });
    stranger.close();
  });

  test("in a folder of the last one goes on where that ended", async () => {
    const journal = { dataDir: useTempDir() };
    const first = await TestGse.start({ journal });
    const server = await useServer(first);
    const { id } = await first.startSession({ name: "kept" });
    await server.close();
    await first.close();
    const second = await useTestGse({ journal });
    expect(second.session(id).info).toMatchObject({ name: "kept", status: "TERMINATED" });
  });

  test("takes a fleet's settings, and GSE's own for the rest", async () => {
    const gse = await useTestGse({ fleetId: "fleet-mine", fleet: { protectionPolicy: "FullProtection" } });
    await useServer(gse);
    const session = await gse.startSession();
    expect(session.info).toMatchObject({ fleetId: "fleet-mine", protectionPolicy: "FullProtection", weight: 5 });
    await expect(session.end()).rejects.toMatchObject({ code: "REFUSED", refusal: { kind: "session-protected" } });
    await session.update({ protectionPolicy: "NoProtection", name: "other" });
    await session.end();
    expect(await session.ended()).toMatchObject({ name: "other", status: "TERMINATED" });
  });

  test("tells a program of its own where the agent is", async () => {
    const gse = await useTestGse();
    expect(gse.env).toEqual({ GSE_AGENT_ADDRESS: gse.agentAddress, GSE_FLEET_ID: "fleet-test" });
  });

  test("begins virtual time with a full second, at the machine's or where it is told to", async () => {
    const gse = await useTestGse();
    expect(gse.clock.now() % 1_000).toBe(0);
    expect(Math.abs(gse.clock.now() - Date.now())).toBeLessThan(60_000);
    expect((await useTestGse({ startAtMs: 5_000 })).clock.now()).toBe(5_000);
  });
});
