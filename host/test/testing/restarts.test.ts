import { describe, expect, test } from "vitest";
import { useTempDir } from "../support/use-temp-dir.js";
import { useServer, useTestGse } from "./use-test-gse.js";

describe("TestGse.restartAgent()", () => {
  test("cuts the connections and serves at the same address again; nothing of GSE's is lost", async () => {
    const gse = await useTestGse();
    const server = await useServer(gse);
    const session = await gse.startSession();
    const address = gse.agentAddress;
    await gse.restartAgent({ downMs: 3_000 });
    expect(gse.agentAddress).toBe(address);
    const ada = await session.join("ada");
    await gse.inRealTime(server.acceptPlayerSession(ada.id));
    expect(session.players()).toMatchObject([{ playerId: "ada", status: "ACTIVE" }]);
  });
});

describe.each([
  ["in memory", () => "memory" as const],
  ["in SQLite", () => ({ dataDir: useTempDir() })],
])("TestGse.crashAndRestart() with a journal %s", (_where, journal) => {
  test("keeps what was acknowledged, takes the running process back and goes on", async () => {
    const gse = await useTestGse({ journal: journal() });
    const server = await useServer(gse);
    const session = await gse.startSession();
    const [ada, bob] = await session.joinPlayers(2);
    await server.acceptPlayerSession(ada!.id);

    await gse.crashAndRestart();

    expect(session.status).toBe("ACTIVE");
    await gse.inRealTime(server.acceptPlayerSession(bob!.id));
    expect(session.players().map(({ status }) => status)).toEqual(["ACTIVE", "ACTIVE"]);
    expect(await gse.checkHealth()).toEqual({ isHealthy: true, reason: "" });
    await gse.inRealTime(server.close());
    expect(await session.ended()).toMatchObject({ status: "TERMINATED" });
  });

  test("lets what fell due while the host was gone happen when it is back", async () => {
    const gse = await useTestGse({ journal: journal() });
    await useServer(gse);
    const session = await gse.startSession();
    await session.join("ada");
    await gse.crashAndRestart({ downMs: 90_000 });
    await gse.settled();
    expect(session.players()).toMatchObject([{ status: "TIMEDOUT" }]);
  });
});
