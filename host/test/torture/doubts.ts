import type { GameServerSession, GameServerSessionDetail } from "../../src/gen/cloud-api.js";
import type { SessionRecord } from "./ledger.js";
import type { Scene } from "./scene.js";
import { creationOf } from "./session-load.js";

type Made = Pick<GameServerSession, "GameServerSessionId" | "Port">;

/** So many of the latest that were acknowledged are said again, too. */
const SAID_AGAIN = 2;

/** Creations that got no answer were made or not; said again under its token, each is the session that it was. */
export async function settleDoubts(scene: Scene, newest: readonly GameServerSessionDetail[]): Promise<void> {
  const { ledger, figures } = scene;
  const known = ledger.sessions.filter(({ making, token }) => making === "made" && token !== "").slice(-SAID_AGAIN);
  for (const record of ledger.sessions.filter(({ making }) => making === "inDoubt")) {
    const made = newest.find(({ GameServerSession: { Name } }) => Name === record.name)?.GameServerSession;
    figures.count(made === undefined ? "doubts that had not happened" : "doubts that had happened");
    record.making = "notMade";
    if (made !== undefined) ledger.found(record, { id: made.GameServerSessionId, port: made.Port });
    if (record.token !== "") await sayAgain(scene, record, made);
  }
  for (const record of known) await sayAgain(scene, record, { GameServerSessionId: record.id, Port: record.port });
}

/** @param made as it is known to be; undefined: it is not there */
async function sayAgain(
  { api, ledger, figures, violation }: Scene,
  record: SessionRecord,
  made: Made | undefined,
): Promise<void> {
  const again = await api.call("CreateGameServerSession", creationOf(record));
  figures.count("creations said again under their token");
  if (again.kind === "refused") {
    if (made !== undefined) violation(`${record.name} was made, but said again it was refused: ${again.message}`);
  } else if (again.kind === "unanswered") {
    violation(`${record.name} was said again and got no answer from a host that runs`);
  } else {
    const { GameServerSessionId: id, Port: port, Name } = again.value.GameServerSession;
    if (made !== undefined && (made.GameServerSessionId !== id || made.Port !== port || Name !== record.name))
      violation(
        `${record.name} was made as ${made.GameServerSessionId}, and said again it is ${id} on port ${String(port)}`,
      );
    ledger.found(record, { id, port });
  }
}
