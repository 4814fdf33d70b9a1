import { describe, expect, test } from "vitest";
import type { InboundPermission } from "../../src/model/index.js";
import { clientPortRange, processEnvironment } from "../../src/runtime/local/environment.js";
import { fleetId } from "../support/builders.js";
import { aLaunch, instanceId } from "./support/rows.js";

const facts = {
  fleetId,
  instanceId,
  gameDir: "/data/instances/ins-1/game",
  launch: aLaunch(),
  agentAddress: "127.0.0.1:5758",
  inboundPermissions: [],
};

const range = (fromPort: number, toPort: number, protocol: "TCP" | "UDP" = "TCP"): InboundPermission => ({
  protocol,
  fromPort,
  toPort,
  ipRange: "0.0.0.0/0",
});

describe("the environment of a process", () => {
  test("says all that a game server needs to know, and nothing of the host's own but what is harmless", () => {
    const own = {
      PATH: "/opt/bin",
      HOME: "/home/ada",
      LC_ALL: "C",
      TZ: "Asia/Shanghai",
      TENCENTCLOUD_SECRET_KEY: "secret",
      GSE_PROCESS_TOKEN: "of another process",
      GSE_LOG_LEVEL: "debug",
      AWS_SECRET_ACCESS_KEY: "secret",
      LD_PRELOAD: "x.so",
    };
    expect(processEnvironment(own, { ...facts, inboundPermissions: [range(7000, 7099)] })).toEqual({
      PATH: "/opt/bin",
      HOME: "/home/ada",
      LC_ALL: "C",
      TZ: "Asia/Shanghai",
      GSE_AGENT_ADDRESS: "127.0.0.1:5758",
      GSE_FLEET_ID: "fleet-1",
      GSE_INSTANCE_ID: "ins-1",
      GSE_PROCESS_ID: "process-1",
      GSE_PROCESS_TOKEN: "token-of-process-1",
      GSE_GAME_DIR: "/data/instances/ins-1/game",
      GSE_CLIENT_PORT_RANGE: "7000-7099",
    });
  });

  test("is at home where its user is", () => {
    const account = { user: "user_00", uid: 1, gid: 2, home: "/home/user_00" };
    expect(processEnvironment({ HOME: "/root", USER: "root" }, facts, account)).toMatchObject({
      HOME: "/home/user_00",
      USER: "user_00",
      LOGNAME: "user_00",
    });
  });

  test("has a path to programs even where the host has none", () => {
    expect(processEnvironment({}, facts)).toMatchObject({ PATH: expect.stringContaining("/usr/bin") as unknown });
  });

  test("names the agent's socket so that it is found from the folder of the game", () => {
    const at = (agentAddress: string) => processEnvironment({}, { ...facts, agentAddress })["GSE_AGENT_ADDRESS"];
    expect(at("unix:agent.sock")).toBe(`unix:${process.cwd()}/agent.sock`);
    expect(at("unix:/run/agent.sock")).toBe("unix:/run/agent.sock");
    expect(at("unix:///run/agent.sock")).toBe("unix:///run/agent.sock");
  });
});

describe("the range of client ports", () => {
  test("is the widest that players may reach, and of equally wide ones the lowest", () => {
    expect(clientPortRange([range(7000, 7009), range(8000, 8099, "UDP"), range(9000, 9050)])).toBe("8000-8099");
    expect(clientPortRange([range(8000, 8009), range(7000, 7009)])).toBe("7000-7009");
    expect(clientPortRange([range(7000, 7000)])).toBe("7000-7000");
  });

  test("is not told where players may reach none", () => {
    expect(clientPortRange([])).toBeUndefined();
    expect(processEnvironment({}, facts)).not.toHaveProperty("GSE_CLIENT_PORT_RANGE");
  });
});
