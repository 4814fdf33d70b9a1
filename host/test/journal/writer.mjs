// Commits three players at a time for as long as it may live, and says the last acknowledged seq after each commit.
import { SqliteJournal } from "../../dist/journal/index.js";

const rows = (first) =>
  [first, first + 1, first + 2].map((seq) => ({
    id: `psess-${seq}`,
    seq,
    gameServerSessionId: "session-1",
    playerId: `player-${seq}`,
    playerData: "x".repeat(500),
    status: "RESERVED",
  }));

const [, , dataDir, user] = process.argv;
// Only now, for this user may not be allowed to read the program.
if (user) process.setuid(Number(user));

try {
  const journal = new SqliteJournal(dataDir);
  let seq = journal.load(() => 0).lastSeq.players;
  const commit = () => {
    const nothing = { aliases: [], assets: [], fleets: [], instances: [], launches: [] };
    const noneElse = { fleetEvents: [], queues: [], placements: [] };
    journal.commit({ ...nothing, ...noneElse, processes: [], sessions: [], players: rows(seq + 1) });
    seq += 3;
    process.stdout.write(`acknowledged ${seq}\n`);
  };
  try {
    for (;;) commit();
  } catch (error) {
    process.stdout.write(`refused ${error}, still there ${journal.load(() => 0).players.length}\n`);
  }
} catch (error) {
  process.stdout.write(`refused ${error}\n`);
}
