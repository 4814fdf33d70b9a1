import { connectAgent, serveGameServer } from "gse-server-sdk/wire";
import { onTestFinished } from "vitest";
import { Mailbox } from "../../support/mailbox.js";
import type { Started, TestGameServer } from "./test-game-server.js";

const noLimit = { deadlineAtMs: Infinity };

/** A game server on the wire room of the SDK, over one channel; it activates once OnStart has been answered. */
export async function useOurGameServer({
  agentAddress,
  pid,
  clientPort = 7000 + pid,
}: {
  readonly agentAddress: string;
  readonly pid: number;
  readonly clientPort?: number;
}): Promise<TestGameServer> {
  const agent = connectAgent(agentAddress, { pid });
  const started: Started[] = [];
  const activations: Promise<void>[] = [];
  const terminations = new Mailbox<string>();
  const self = { isHealthy: true, refuseStart: undefined as string | undefined };
  const server = await serveGameServer(
    {
      healthCheck: () => Promise.resolve(self.isHealthy),
      startGameServerSession: (session) => {
        started.push({
          sessionId: session.gameServerSessionId,
          fleetId: session.fleetId,
          name: session.name,
          maxPlayers: session.maxPlayers,
          joinable: session.joinable,
          properties: session.gameProperties.map(({ key, value }) => `${key}=${value}`),
          port: session.port,
          ipAddress: session.ipAddress,
          data: session.gameServerSessionData,
        });
        if (self.refuseStart !== undefined) return Promise.reject(new Error(self.refuseStart));
        queueMicrotask(() => {
          activations.push(
            agent.activateGameServerSession(
              { gameServerSessionId: session.gameServerSessionId, maxPlayers: session.maxPlayers },
              noLimit,
            ),
          );
        });
        return Promise.resolve();
      },
      processTerminate: (terminationTime) => {
        terminations.put(String(terminationTime));
        return Promise.resolve();
      },
    },
    { address: "127.0.0.1:0" },
  );
  onTestFinished(async () => {
    await Promise.all(activations);
    agent.close();
    await server.close(0);
  });

  const player = (gameServerSessionId: string, playerSessionId: string) => ({ gameServerSessionId, playerSessionId });
  return Object.assign(self, {
    pid,
    clientPort,
    started,
    terminations,
    ready: () =>
      agent.processReady(
        { logPathsToUpload: ["/local/game/logs"], clientPort, grpcPort: Number(server.address.split(":")[1]) },
        noLimit,
      ),
    activate: (gameServerSessionId: string, maxPlayers: number) =>
      agent.activateGameServerSession({ gameServerSessionId, maxPlayers }, noLimit),
    accept: (sessionId: string, playerSessionId: string) =>
      agent.acceptPlayerSession(player(sessionId, playerSessionId), noLimit),
    remove: (sessionId: string, playerSessionId: string) =>
      agent.removePlayerSession(player(sessionId, playerSessionId), noLimit),
    setPolicy: (gameServerSessionId: string, newPlayerSessionCreationPolicy: string) =>
      agent.updatePlayerSessionCreationPolicy({ gameServerSessionId, newPlayerSessionCreationPolicy }, noLimit),
    report: (currentCustomCount: number, maxCustomCount: number) =>
      agent.reportCustomData({ currentCustomCount, maxCustomCount }, noLimit),
    players: async (gameServerSessionId: string) => {
      const query = { playerId: "", playerSessionId: "", playerSessionStatusFilter: "", nextToken: "", limit: 0 };
      return (await agent.describePlayerSessions({ ...query, gameServerSessionId }, noLimit)).playerSessions;
    },
    terminate: (gameServerSessionId: string) => agent.terminateGameServerSession({ gameServerSessionId }, noLimit),
    ending: () => agent.processEnding(noLimit),
    exit: () => server.close(0),
  });
}
