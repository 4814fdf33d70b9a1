import type { SessionRecord } from "./ledger.js";
import { Player } from "./player.js";
import type { Scene } from "./scene.js";

/** More than any session has. */
const PAGE = 100;

/** After a restart: every slot that was acknowledged is there, and a join that is said again is the same slot. */
export async function checkPlayers(scene: Scene): Promise<void> {
  for (const record of scene.ledger.openSessions) {
    for (const playerId of record.joinsInDoubt.splice(0)) await joinAgain(scene, record, playerId);
    await checkSlots(scene, record);
  }
}

async function joinAgain(scene: Scene, record: SessionRecord, playerId: string): Promise<void> {
  const answer = await scene.api.call("JoinGameServerSession", { GameServerSessionId: record.id, PlayerId: playerId });
  scene.figures.count("joins said again");
  // Refused: the session is full or over meanwhile.
  if (answer.kind !== "done") return;
  const { PlayerSessionId: playerSessionId, Port: port } = answer.value.PlayerSession;
  record.players.push({ playerId, playerSessionId, client: new Player(port, playerSessionId) });
}

async function checkSlots({ api, violation }: Scene, record: SessionRecord): Promise<void> {
  const wasIn = new Set(record.playersIn);
  const request = { GameServerSessionId: record.id, Limit: PAGE };
  const { PlayerSessions: slots } = await api.ask("DescribePlayerSessions", request);
  for (const player of record.players) {
    const { playerId, playerSessionId, client } = player;
    const [slot, ...more] = slots.filter(({ PlayerId }) => PlayerId === playerId);
    const wrong = (what: string): void => {
      violation(`${playerId} of ${record.name}, who is ${client.state}, ${what}`);
    };
    if (slot === undefined) wrong("was acknowledged and is gone");
    else if (more.length > 0) wrong(`has ${String(1 + more.length)} slots`);
    else if (slot.PlayerSessionId !== playerSessionId) wrong(`has the slot ${slot.PlayerSessionId}`);
    else if (wasIn.has(player) && client.state === "in" && slot.Status !== "ACTIVE" && !record.mayEnd)
      wrong(`is ${slot.Status}`);
  }
}
