import type { World } from "../engine/index.js";

interface PictureOptions {
  /** With what is kept in memory only: health and restarts. */
  readonly withMemory: boolean;
}

/** All that a world holds and finds, as text: two worlds that are the same have the same picture. */
export function pictureOf(world: World, { withMemory }: PictureOptions): string {
  const { deployment, loads, queueing } = world;
  const processes = byId(world.processes.values());
  const sessions = byId(world.sessions.values());
  const aliases = byId(deployment.aliases.values());
  const assets = byId(deployment.assets.values());
  const fleets = byId(deployment.fleets.values());
  const instances = byId(deployment.instances.values());
  const launches = byId(deployment.launches.values());
  return JSON.stringify({
    ...{ processes, sessions, aliases, assets, fleets, instances, launches },
    players: byId(world.players.values()),
    queues: byId(queueing.queues.values()),
    placements: byId(queueing.placements.values()),
    loads: [null, ...instances.map(({ id }) => id)].map((id) => {
      const { processes: on, idle, busy, activating } = loads.of(id);
      const isIdle = processes.map((process) => on.has(process.id) && idle.has(process.id));
      return [[...on].sort(), isIdle, idle.size, busy, activating];
    }),
    idle: loads.idle,
    found: {
      byPid: processes.map(({ pid }) => world.processByPid(pid)?.id),
      byPort: processes.map(({ clientPort }) => world.processByClientPort(clientPort)?.id),
      launchByPid: launches.map(({ pid }) => (pid === null ? pid : deployment.launchByPid(pid)?.id)),
      launchByToken: launches.map(({ token }) => deployment.launchByToken(token)?.id),
      aliasesOf: fleets.map(({ id }) => byId(deployment.aliasesOf(id)).map((alias) => alias.id)),
      fleetsOfAsset: assets.map(({ id }) => deployment.fleetsOfAsset(id)),
      instancesOf: fleets.map(({ id }) => byId(deployment.instancesOf(id)).map((instance) => instance.id)),
      launchesOn: instances.map(({ id }) => byId(deployment.launchesOn(id)).map((launch) => launch.id)),
      queueOfFleet: fleets.map(({ id }) => queueing.aQueueOfFleet(id) !== undefined),
      queueOfAlias: aliases.map(({ id }) => queueing.aQueueOfAlias(id) !== undefined),
      queueByName: byId(queueing.queues.values()).map(({ region, name }) => queueing.queueByName(region, name)?.id),
      pendingOf: byId(queueing.queues.values()).map(({ id }) => byId(queueing.pendingOf(id)).map((one) => one.id)),
      slots: sessions.map(({ id }) => byId(world.playersInSession(id)).map((player) => player.playerId)),
      slotsHeld: sessions.map(({ id }) => world.slotsHeld(id)),
    },
    next: [
      world.activationDeadlines.nextAtMs,
      world.reservationDeadlines.nextAtMs,
      world.endDeadlines.nextAtMs,
      deployment.launchDeadlines.nextAtMs,
      queueing.timeouts.nextAtMs,
    ],
    memory: withMemory && [
      byId(world.health.values()),
      byId(deployment.restarts.values()),
      world.healthDeadlines.nextAtMs,
      deployment.restartDeadlines.nextAtMs,
      byId(deployment.scaling.watches.values()),
      deployment.scaling.nextAtMs,
      byId(queueing.waits.values()),
      [null, ...fleets.map(({ id }) => id)].map((pool) => queueing.firstInLine(pool, Infinity)),
      fleets.map(({ id }) => queueing.waitingFor(id)),
      queueing.stageEnds.nextAtMs,
      world.recentCreators,
      world.isDraining,
    ],
  });
}

const byId = <T extends { readonly id: string }>(rows: Iterable<T>): readonly T[] =>
  [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Where two pictures part, for people. */
export function difference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const from = Math.max(0, at - 200);
  return `…${one.slice(from, at + 100)}… against …${other.slice(from, at + 100)}…`;
}
