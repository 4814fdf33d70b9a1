import { GameServer } from "gse-server-sdk";

// The least that a game server can be; its port is its own, and nobody plays. Where a hundred start at once, an answer takes long.
const game = new GameServer({ clientPort: 10_000 + (process.pid % 50_000), callTimeoutMs: 60_000 });
await game.processReady();
