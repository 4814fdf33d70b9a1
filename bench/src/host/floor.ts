import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectGameServer, serveAgent, type AgentHandlers } from "gse-server-sdk/wire";
import { fastify } from "fastify";
import Libsql from "libsql";
import { yesToAll } from "../yes-to-all.js";

// The bare libraries under a session start, with none of our rules: an HTTP request is answered and calls the game
// server, whose call back is answered; each of both changes is one row, committed with all others of the same turn.
const dataDir = mkdtempSync(join(tmpdir(), "gse-floor-"));
const db = new Libsql(join(dataDir, "floor.sqlite"));
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec("CREATE TABLE rows (id TEXT PRIMARY KEY, row TEXT)");
const insert = db.prepare("INSERT INTO rows VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET row = excluded.row");

const ROW = "x".repeat(700);
let waiting: { readonly ids: readonly string[]; readonly done: () => void }[] = [];
const commit = (...ids: readonly string[]): Promise<void> =>
  new Promise((done) => {
    waiting.push({ ids, done });
    if (waiting.length === 1) setImmediate(flush);
  });
function flush(): void {
  const turn = waiting;
  waiting = [];
  db.exec("BEGIN");
  for (const { ids } of turn) for (const id of ids) insert.run(id, ROW);
  db.exec("COMMIT");
  for (const { done } of turn) done();
}

let grpcPort = 0;
const handlers: AgentHandlers = {
  ...yesToAll,
  processReady: (request) => {
    grpcPort = request.grpcPort;
    return Promise.resolve();
  },
  activateGameServerSession: ({ gameServerSessionId }) => commit(gameServerSessionId),
  terminateGameServerSession: ({ gameServerSessionId }) =>
    commit(gameServerSessionId, `process of ${gameServerSessionId}`),
};
const agent = await serveAgent(handlers, { address: "127.0.0.1:0" });

let connection: ReturnType<typeof connectGameServer> | undefined;
let nextId = 0;
const server = fastify();
server.post("/create", async () => {
  const id = `session-${String(++nextId)}`;
  await commit(id, `process of ${id}`);
  connection ??= connectGameServer(`127.0.0.1:${String(grpcPort)}`);
  const session = {
    gameServerSessionId: id,
    fleetId: "fleet-floor",
    name: "",
    maxPlayers: 10,
    joinable: true,
    gameProperties: [],
    port: 1_025,
    ipAddress: "127.0.0.1",
    gameServerSessionData: "",
    matchmakerData: "",
    dnsName: "",
  };
  void connection.startGameServerSession(session, { deadlineAtMs: Date.now() + 30_000 });
  return { Response: { GameServerSession: { GameServerSessionId: id }, RequestId: id } };
});
server.post("/join", async () => {
  const id = `player-${String(++nextId)}`;
  await commit(id, "the session");
  return { Response: { PlayerSession: { PlayerSessionId: id }, RequestId: id } };
});
const api = (await server.listen({ host: "127.0.0.1", port: 0 })).replace("http://", "");
process.stdout.write(`${JSON.stringify({ api, agent: agent.address })}\n`);

process.once("SIGTERM", () => {
  connection?.close();
  void Promise.all([agent.close(0), server.close()]).finally(() => {
    db.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
});
