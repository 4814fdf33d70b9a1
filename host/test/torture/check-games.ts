import type { SessionRecord } from "./ledger.js";
import type { Scene } from "./scene.js";

/** Far more than an answer takes on a machine that is busy. */
const PONG_MS = 5_000;

/** All who are in a match hear the very process that welcomed them, of the same session; nobody's connection broke. */
export async function checkGames({ ledger, violation, figures }: Scene, when: string): Promise<void> {
  const playing = ledger.sessions.filter(({ players }) => players.length > 0);
  await Promise.all(
    playing.flatMap((record) =>
      record.playersIn.map(async ({ playerId, client }) => {
        const wrong = await client.ping(record.id, PONG_MS);
        if (wrong !== undefined) violation(`${playerId} of ${record.name} ${wrong}, ${when}`);
        else figures.count("pongs");
      }),
    ),
  );
  for (const record of playing) forgetGone(record, violation, when);
}

function forgetGone(record: SessionRecord, violation: Scene["violation"], when: string): void {
  for (const { playerId, client } of record.players)
    if (client.state === "cut" && !record.mayFail)
      violation(`the connection of ${playerId} of ${record.name} broke, ${when}`);
  // Whoever is gone was looked at; what is over is looked at no more.
  if (
    record.isOver &&
    record.playersIn.length === 0 &&
    record.players.every(({ client }) => client.state !== "entering")
  )
    record.players.length = 0;
}
