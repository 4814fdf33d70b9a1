import type { GameServerProcess, Placement } from "../../src/model/index.js";
import type { Life } from "./check-kill.js";
import type { LiveJournal } from "./journal-copy.js";
import type { Scene } from "./scene.js";

/**
 * What a host that was killed had on disk is the end of a step of its engine. So each session that is being activated for a
 * placement has one that waits for just that, and nobody waits beside a process that is free for him (gse-semantics f, m-10).
 */
export function checkWaits(scene: Scene, journal: LiveJournal, { hasServed }: Life): void {
  // One that has not taken up its work leaves what it found.
  if (!hasServed) return;
  checkPlaced(scene, journal);
  for (const placement of journal.placements) {
    const free = placement.session === null && journal.processes.find((one) => isFreeFor(journal, placement, one));
    if (free) scene.violation(`${placement.placementId} waits, and ${free.id} of ${free.fleetId ?? ""} is idle`);
  }
}

function checkPlaced({ ledger, violation }: Scene, { placements, sessions }: LiveJournal): void {
  const expected = new Map(
    placements.flatMap(({ placementId, session }) => (session ? [[session.id, placementId]] : [])),
  );
  const named = new Set<string>();
  for (const { id, name, status } of sessions.filter((session) => ledger.placements.has(session.name))) {
    if (named.has(name)) violation(`${name} has two sessions, ${id} is one of them`);
    named.add(name);
    const isExpected = expected.delete(id);
    const ended = ledger.placements.get(name)?.ended;
    if (isExpected !== (status === "ACTIVATING"))
      violation(`${id} is ${status}, and ${isExpected ? "its placement waits for it" : "no placement waits for it"}`);
    else if (ended !== undefined && ended.GameServerSessionId !== id)
      violation(`${id} is ${status}, and its placement has ended as ${JSON.stringify(ended)}`);
  }
  for (const [id, placementId] of expected) violation(`${placementId} waits for ${id}, which is not there`);
}

function isFreeFor(
  { queues, fleets, instances }: LiveJournal,
  { queueId, failedOn }: Placement,
  { id, fleetId, instanceId, status, isShielded, sessionId }: GameServerProcess,
): boolean {
  const destinations = queues.find((queue) => queue.id === queueId)?.destinations ?? [];
  const instance = instances.find((one) => one.id === instanceId);
  return (
    status === "ACTIVE" &&
    !isShielded &&
    sessionId === null &&
    !failedOn.some(({ processId }) => processId === id) &&
    destinations.some((destination) => destination.fleetId === fleetId) &&
    fleets.some((fleet) => fleet.id === fleetId && fleet.status === "ACTIVE") &&
    instance?.status === "ACTIVE"
  );
}
