import { requirePeer } from "../peers.js";
import { answerAcceptRounds } from "./accept-rounds.js";

interface AgonesSDK {
  connect(): Promise<void>;
  readonly alpha: { playerConnect(playerId: string): Promise<boolean> };
}

// Its nearest call: one player id there, one boolean back. It has no deadline and sends no metadata.
const Agones = requirePeer<new () => AgonesSDK>("@google-cloud/agones-sdk");
const agones = new Agones();
await agones.connect();
answerAcceptRounds((playerSessionId) => agones.alpha.playerConnect(playerSessionId));
