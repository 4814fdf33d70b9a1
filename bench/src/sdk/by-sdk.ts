import { GameServer } from "gse-server-sdk";
import { answerAcceptRounds } from "./accept-rounds.js";

// The SDK as a game uses it: nothing is set but what has no default.
const [agentAddress] = process.argv.slice(2);
const server = new GameServer({ clientPort: 7_777, agentAddress });
const activated = new Promise<void>((resolve) => server.once("sessionActivated", () => resolve()));
await server.processReady();
await activated;
answerAcceptRounds((playerSessionId) => server.acceptPlayerSession(playerSessionId));
