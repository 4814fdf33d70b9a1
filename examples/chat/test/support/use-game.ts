import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { createCloudApiClient } from "../../../../host/src/client/index.js";
import { startHost } from "../../../../host/src/main.js";
import { useProgram } from "../../../../test/support/use-program.js";

/** A GSE as `gse dev` runs it, on free ports, and its cloud API. */
export async function useGse() {
  const dataDir = await mkdtemp(join(tmpdir(), "gse-chat-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const host = await startHost({
    mode: "dev",
    apiAddress: "127.0.0.1:0",
    agentAddress: "127.0.0.1:0",
    dataDir,
    publicAddress: "127.0.0.1",
    logger: pino({ level: "silent" }),
  });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= host.close());
  onTestFinished(close);
  const api = createCloudApiClient({ endpoint: host.apiAddress, ...host.credentials });
  onTestFinished(() => api.close());
  return { agentAddress: host.agentAddress, api, onEvent: host.host.onEvent.bind(host.host), close };
}

/** The chat server as its users run it, ready on a GSE. */
export async function useChatServer(agentAddress: string, ...args: readonly string[]) {
  const env = { GSE_AGENT_ADDRESS: agentAddress };
  const program = useProgram("examples/chat/dist/server.js", args.length > 0 ? args : ["--port", "0"], env);
  await program.line("ready for game server sessions");
  return program;
}

/** The chat server on a real GSE; sessions and players come by the cloud API, as in a game. */
export async function useGame() {
  const gse = await useGse();
  const server = await useChatServer(gse.agentAddress);

  const createSession = async (name = "Lobby", maxPlayers = 4) => {
    const { GameServerSession } = await gse.api.call("CreateGameServerSession", {
      FleetId: "fleet-chat",
      Name: name,
      MaximumPlayerSessionCount: maxPlayers,
    });
    const id = GameServerSession.GameServerSessionId;
    await server.line(`session ${id} is open`);
    return id;
  };
  /** What the player opens in a browser. */
  const joinSession = async (sessionId: string, playerId: string) => {
    const { PlayerSession } = await gse.api.call("JoinGameServerSession", {
      GameServerSessionId: sessionId,
      PlayerId: playerId,
    });
    return `http://${PlayerSession.IpAddress}:${PlayerSession.Port}/?playerSessionId=${PlayerSession.PlayerSessionId}`;
  };
  const sessionStatus = async (sessionId: string) => {
    const { GameServerSessions } = await gse.api.call("DescribeGameServerSessions", { GameServerSessionId: sessionId });
    return GameServerSessions[0]?.Status;
  };
  /** Status by player id. */
  const players = async (sessionId: string) => {
    const { PlayerSessions } = await gse.api.call("DescribePlayerSessions", { GameServerSessionId: sessionId });
    return Object.fromEntries(PlayerSessions.map((player) => [player.PlayerId, player.Status]));
  };
  /** Settles when GSE has heard of it; looks again whenever something happens. */
  const playersBecome = (sessionId: string, expected: Readonly<Record<string, string>>) =>
    new Promise<void>((resolve, reject) => {
      const look = (): void => {
        players(sessionId).then((found) => {
          if (!isDeepStrictEqual(found, expected)) return;
          stopLooking();
          resolve();
        }, reject);
      };
      const stopLooking = gse.onEvent(look);
      look();
    });
  return { gse, server, createSession, joinSession, sessionStatus, players, playersBecome };
}
