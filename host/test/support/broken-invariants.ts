import type { World } from "../../src/engine/index.js";
import {
  holdsSlot,
  isOpen,
  type GameServerProcess,
  type GameServerSession,
  type PlayerSession,
} from "../../src/model/index.js";

export interface Rows {
  readonly processes: readonly GameServerProcess[];
  readonly sessions: readonly GameServerSession[];
  readonly players: readonly PlayerSession[];
}

/** What must hold of the live rows at every moment (design.md, "Invariants"); what does not, in words. */
export function brokenInvariants({ processes, sessions, players }: Rows): readonly string[] {
  const broken: string[] = [];
  const hold = (condition: boolean, otherwise: string): void => {
    if (!condition) broken.push(otherwise);
  };
  const processById = new Map(processes.map((process) => [process.id, process]));
  const sessionById = new Map(sessions.map((session) => [session.id, session]));

  for (const process of processes) {
    hold(process.status !== "TERMINATED", `${process.id} is TERMINATED and live`);
    hold(process.status === "ENDING" || process.endsAtMs === null, `${process.id} has an end and is not ENDING`);
    if (process.sessionId !== null)
      hold(sessionById.get(process.sessionId)?.processId === process.id, `${process.id} hosts what is not its session`);
  }
  const hosts = new Set<string>();
  for (const session of sessions) {
    const name = `session ${String(session.seq)}`;
    hold(isOpen(session), `${name} is ${session.status} and live`);
    hold(!hosts.has(session.processId), `${name} is the second one of its process`);
    hosts.add(session.processId);
    const process = processById.get(session.processId);
    hold(process?.sessionId === session.id, `${name} is not what its process hosts`);
    const isOut = process?.status === "ENDING" || process?.isShielded === true;
    hold(
      (session.availabilityStatus === "Disable") === isOut,
      `${name} is ${session.availabilityStatus} on such a process`,
    );

    const slots = players.filter((player) => player.gameServerSessionId === session.id);
    hold(slots.length === session.currentPlayers, `${name} counts ${String(session.currentPlayers)} players wrongly`);
    hold(slots.length <= session.maxPlayers, `${name} has ${String(slots.length)} players, too many`);
    hold(new Set(slots.map(({ playerId }) => playerId)).size === slots.length, `${name} holds a player twice`);
    hold(session.status !== "ACTIVATING" || slots.length === 0, `${name} has players before it is ACTIVE`);
  }
  for (const player of players) {
    hold(holdsSlot(player), `player ${String(player.seq)} is ${player.status} and live`);
    hold(sessionById.has(player.gameServerSessionId), `player ${String(player.seq)} is in no open session`);
    hold(
      (player.status === "ACTIVE") === (player.acceptedBy !== ""),
      `player ${String(player.seq)} was accepted by nobody`,
    );
  }
  hold(new Set(processes.map(({ pid }) => pid)).size === processes.length, "two live processes have one pid");
  return broken;
}

/** All that a world holds and finds, to compare; health is left out where `withHealth` is false, for it is not on disk. */
export function snapshotOf(world: World, withHealth = true) {
  const byId = <T extends { readonly id: string }>(rows: Iterable<T>): readonly T[] =>
    [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  const processes = byId(world.processes.values());
  const sessions = byId(world.sessions.values());
  return {
    processes,
    sessions,
    players: byId(world.players.values()),
    health: withHealth ? byId(world.health.values()) : [],
    idle: processes.filter(({ id }) => world.loads.of(null).idle.has(id)).map(({ id }) => id),
    idleCount: world.loads.idle,
    byPid: processes.map(({ pid }) => world.processByPid(pid)?.id),
    byPort: processes.map(({ clientPort }) => world.processByClientPort(clientPort)?.clientPort),
    slots: sessions.map(({ id }) => byId(world.playersInSession(id)).map(({ playerId }) => playerId)),
    slotsHeld: sessions.map(({ id }) => world.slotsHeld(id)),
    recentCreators: world.recentCreators,
    nextActivationAtMs: world.activationDeadlines.nextAtMs,
    nextReservationAtMs: world.reservationDeadlines.nextAtMs,
    nextEndAtMs: world.endDeadlines.nextAtMs,
    nextHealthAtMs: withHealth ? world.healthDeadlines.nextAtMs : undefined,
  };
}
