import { connectGameServer, serveAgent, type AgentHandlers } from "gse-server-sdk/wire";
import { yesToAll } from "../yes-to-all.js";

// An agent that says yes to everything, and gives each process that reports ready a session at once.
const CALL_MS = 5_000;

const startSession = async (grpcPort: number): Promise<void> => {
  const gameServer = connectGameServer(`127.0.0.1:${String(grpcPort)}`);
  const session = {
    gameServerSessionId: "qcs::gse:bench::gameserversession/fleet-bench/session-1",
    fleetId: "fleet-bench",
    name: "",
    maxPlayers: 1_000,
    joinable: true,
    gameProperties: [],
    port: 7_777,
    ipAddress: "127.0.0.1",
    gameServerSessionData: "",
    matchmakerData: "",
    dnsName: "",
  };
  await gameServer.startGameServerSession(session, { deadlineAtMs: Date.now() + CALL_MS });
  gameServer.close();
};

const handlers: AgentHandlers = {
  ...yesToAll,
  processReady: ({ grpcPort }) => {
    setImmediate(() => void startSession(grpcPort));
    return Promise.resolve();
  },
};
const agent = await serveAgent(handlers, { address: "127.0.0.1:0" });
process.stdout.write(`${JSON.stringify({ address: agent.address })}\n`);
