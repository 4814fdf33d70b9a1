import { GameServer, type GameServerOptions } from "gse-server-sdk";
import { connectAgent, type AgentConnection } from "gse-server-sdk/wire";
import { onTestFinished } from "vitest";
import { TestGse, type TestGseOptions } from "../../src/testing/index.js";

export async function useTestGse(options?: TestGseOptions): Promise<TestGse> {
  const gse = await TestGse.start(options);
  onTestFinished(() => gse.close());
  return gse;
}

/** A game server that is ready, in the time of its GSE. */
export async function useServer(gse: TestGse, options: Partial<GameServerOptions> = {}): Promise<GameServer> {
  const server = new GameServer({
    clientPort: 7777,
    agentAddress: gse.agentAddress,
    clock: gse.clock,
    logger: silent,
    ...options,
  });
  onTestFinished(async () => {
    // Whatever a test left hanging must not hold up its end.
    gse.faults.restore();
    await gse.inRealTime(server.close({ timeoutMs: 1 }));
  });
  await server.processReady();
  return server;
}

export const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The bare calls to the agent, each said once: nothing is repeated. */
export function useBareAgent(gse: TestGse, address = gse.agentAddress): AgentConnection {
  const agent = connectAgent(address, { pid: process.pid, clock: gse.clock });
  onTestFinished(() => agent.close());
  return agent;
}
