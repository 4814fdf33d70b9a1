import { describe, expect, test } from "vitest";
import { toGameServerSession, toPlayerSession } from "../../src/wire/to-session.js";
import { aWireSession } from "../support/use-agent.js";

const aWirePlayer = {
  playerSessionId: "psess-1",
  playerId: "player-1",
  gameServerSessionId: "gssess-1",
  fleetId: "fleet-1",
  ipAddress: "127.0.0.1",
  status: "ACTIVE",
  creationTime: 1_700_000_000n,
  terminationTime: 0n,
  port: 2000,
  playerData: "data",
  dnsName: "",
};

describe("a game server session", () => {
  test("has the words of the SDK for the wire's", () => {
    expect(toGameServerSession(aWireSession())).toEqual({
      id: "qcs::gse:local::gameserversession/fleet-1/gssess-1",
      fleetId: "fleet-1",
      name: "room",
      maxPlayers: 10,
      isJoinable: true,
      gameProperties: { map: "harbour" },
      port: 2000,
      ipAddress: "127.0.0.1",
      dnsName: "",
      gameServerSessionData: "data",
      matchmakerData: "",
    });
  });

  test("has the last value of a property given twice, and any name for one", () => {
    const gameProperties = [
      { key: "map", value: "1" },
      { key: "__proto__", value: "2" },
      { key: "map", value: "3" },
    ];
    const properties = toGameServerSession(aWireSession({ gameProperties })).gameProperties;
    expect(Object.entries(properties)).toEqual([
      ["map", "3"],
      ["__proto__", "2"],
    ]);
    expect(Object.getPrototypeOf(properties)).toBe(Object.prototype);
  });
});

describe("a player session", () => {
  test("has instants in milliseconds, and null for what has not happened", () => {
    expect(toPlayerSession(aWirePlayer)).toMatchObject({
      id: "psess-1",
      status: "ACTIVE",
      createdAtMs: 1_700_000_000_000,
      endedAtMs: null,
    });
  });

  test("that timed out may be spelled in two ways", () => {
    expect(toPlayerSession({ ...aWirePlayer, status: "TIMEOUT" }).status).toBe("TIMEDOUT");
  });

  test.each(["", "active", "constructor"])("in the status %j is not understood", (status) => {
    expect(() => toPlayerSession({ ...aWirePlayer, status })).toThrow(
      `[INTERNAL_SERVICE_EXCEPTION] cannot read player session "psess-1": its status "${status}" is unknown to this version of the SDK`,
    );
  });
});
