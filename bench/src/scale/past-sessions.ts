import { join } from "node:path";
import Libsql from "libsql";
import { SqliteJournal } from "../../../host/dist/journal/index.js";

/** Fills a journal with sessions that ended, each with two players, as time would have done. */
export function addPastSessions(dataDir: string, count: number): void {
  new SqliteJournal(dataDir).close();
  const db = new Libsql(join(dataDir, "gse.sqlite"));
  const session = db.prepare(
    `INSERT INTO sessions (seq, id, fleet_id, status, creator_id, created_at_ms, is_live, row) VALUES (?, ?, ?, 'TERMINATED', '', ?, 0, ?)`,
  );
  const player = db.prepare(
    `INSERT INTO players (seq, id, session_id, player_id, status, is_live, row) VALUES (?, ?, ?, ?, 'COMPLETED', 0, ?)`,
  );
  const padding = "x".repeat(600);
  const beganAtMs = Date.now() - 86_400_000;
  db.exec("BEGIN");
  for (let seq = 1; seq <= count; seq++) {
    const id = `qcs::gse:ap-shanghai:uin/100000000001:gameserversession/fleet-bench/past-${String(seq)}`;
    const createdAtMs = beganAtMs + seq;
    session.run(
      seq,
      id,
      "fleet-bench",
      createdAtMs,
      JSON.stringify({ id, seq, fleetId: "fleet-bench", status: "TERMINATED", createdAtMs, padding }),
    );
    for (const n of [0, 1]) {
      const playerSeq = 2 * seq + n;
      const playerSession = `psess-past-${String(playerSeq)}`;
      player.run(
        playerSeq,
        playerSession,
        id,
        `player-${String(playerSeq % 1_000)}`,
        JSON.stringify({ id: playerSession, seq: playerSeq, gameServerSessionId: id, status: "COMPLETED" }),
      );
    }
  }
  db.exec("COMMIT");
  db.close();
}
