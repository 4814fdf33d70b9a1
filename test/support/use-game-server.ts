import { onTestFinished } from "vitest";
import { GameServer, type GameServerEvents, type GameServerOptions } from "gse-server-sdk";
import type { GameServerConnection, WireGameServerSession } from "gse-server-sdk/wire";
import { aWireSession, patiently, useAgent, type TestAgent } from "./use-agent.js";

/** A game server beside its own agent, not yet ready. */
export async function useGameServer(
  options: Partial<GameServerOptions> = {},
): Promise<{ readonly server: GameServer; readonly agent: TestAgent }> {
  const agent = await useAgent();
  const server = new GameServer({ clientPort: 2000, agentAddress: agent.address, logger: silent, ...options });
  onTestFinished(() => server.close({ timeoutMs: 1 }));
  return { server, agent };
}

/** The same, after `processReady()`, with GSE's way to call it back. */
export async function useReadyServer(options: Partial<GameServerOptions> = {}): Promise<{
  readonly server: GameServer;
  readonly agent: TestAgent;
  readonly gse: GameServerConnection;
}> {
  const { server, agent } = await useGameServer(options);
  await server.processReady();
  return { server, agent, gse: agent.process() };
}

/** The same, after a session was started and activated. */
export async function useActiveServer(
  options: Partial<GameServerOptions> = {},
  session: WireGameServerSession = aWireSession(),
): Promise<Awaited<ReturnType<typeof useReadyServer>>> {
  const world = await useReadyServer(options);
  await world.gse.startGameServerSession(session, patiently);
  return world;
}

/** Settles with the next event of that name. */
export const nextEvent = <Name extends keyof GameServerEvents>(
  server: GameServer,
  name: Name,
): Promise<Parameters<GameServerEvents[Name]>[0]> =>
  new Promise((resolve) => {
    const listener: (event: Parameters<GameServerEvents[Name]>[0]) => void = resolve;
    server.once(name, listener);
  });

export const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
