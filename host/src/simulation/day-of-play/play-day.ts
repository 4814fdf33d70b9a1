import type { AssetId, FleetDesign, FleetId, GameServerSession, HostEvent } from "../../model/index.js";
import { neededFor } from "../../engine/scaling/target.js";
import { fleetNumbers } from "../../engine/scaling/fleet-numbers.js";
import { dayOfGames, MINUTE_MS, MINUTES_OF_DAY, type Game } from "./demand.js";
import { Scene } from "./scene.js";

export interface DayOptions {
  readonly seed: number;
  readonly players: number;
  readonly targetPercent: number;
  readonly cooldownMinutes: number;
  readonly processesPerInstance: number;
  readonly minInstances: number;
}

export interface Minute {
  readonly sessions: number;
  /** Instances that the buffer takes for so many sessions. */
  readonly needed: number;
  /** That take sessions. */
  readonly active: number;
  /** That are paid for: also those that come or go. */
  readonly paid: number;
  /** Of what the active ones can host, in percent. */
  readonly free: number;
}

export interface Day {
  readonly options: DayOptions;
  readonly minutes: readonly Minute[];
  readonly games: number;
  readonly players: number;
  /** Games that were asked for and found no process. */
  readonly refused: number;
  /** Games that did not end by themselves. */
  readonly cut: number;
  readonly actions: readonly { readonly atMs: number; readonly from: number; readonly to: number }[];
  /** Commands that the engine decided. */
  readonly commands: number;
}

const START_MS = Date.UTC(2026, 0, 1);

/** A day of games on one fleet with full protection that a buffer scales: every player's way through the real engine. */
export function playDay(options: DayOptions): Day {
  const actions: { atMs: number; from: number; to: number }[] = [];
  let [cut, refused, commands, players, games] = [0, 0, 0, 0, 0];
  let size = 1;
  /** Games that end because they are over. */
  const isOver = new Set<string>();
  const scene = new Scene(START_MS, (event: HostEvent) => {
    if (event.type === "commandReceived") commands++;
    if (event.type === "sessionEnded" && !isOver.delete(event.session.id)) cut++;
    if (event.type !== "fleetChanged" || event.fleet.capacity.desired === size) return;
    actions.push({ atMs: scene.nowMs, from: size, to: event.fleet.capacity.desired });
    size = event.fleet.capacity.desired;
  });
  const fleetId = openFleet(scene, options);
  const { world, agenda } = scene;

  const play = (game: Game): void => {
    const reply = scene.say({
      type: "createGameServerSession",
      fleetId,
      region: "ap-shanghai",
      name: "a game",
      creatorId: "",
      maxPlayers: 12,
      gameProperties: [],
      gameServerSessionData: "",
      idempotencyToken: "",
    });
    commands++;
    if (!reply.ok) {
      refused++;
      return;
    }
    games++;
    players += game.players;
    seat(scene, reply.value, game);
    commands += game.players + 2;
    agenda.at(scene.nowMs + game.lastsMs, () => {
      const { id, processId } = reply.value;
      const process = world.processes.get(processId);
      if (process?.sessionId !== id) return;
      isOver.add(id);
      scene.ok({ type: "terminateGameServerSession", pid: process.pid, sessionId: id });
      commands++;
    });
  };
  const all = dayOfGames(options.seed, options.players, scene.nowMs);
  const fromMs = scene.nowMs;
  let upcoming = 0;
  const playNext = (): void => {
    const game = all[upcoming++];
    if (game === undefined) return;
    play(game);
    const next = all[upcoming];
    if (next !== undefined) agenda.at(next.beginsAtMs, playNext);
  };
  if (all[0] !== undefined) agenda.at(all[0].beginsAtMs, playNext);

  const minutes: Minute[] = [];
  const look = (): void => {
    scene.say({ type: "tick" });
    if (minutes.length < MINUTES_OF_DAY) {
      minutes.push(minuteOf(scene, fleetId, options));
      agenda.at(fromMs + minutes.length * MINUTE_MS, look);
    }
  };
  agenda.at(fromMs, look);
  scene.run();
  return { options, minutes, games, players, refused, cut, actions, commands };
}

/** ACTIVE with its first instance, and enough of them for the first minute. */
function openFleet(scene: Scene, options: DayOptions): FleetId {
  const { id: assetId } = scene.ok({
    type: "createAsset",
    region: "ap-shanghai",
    name: "game",
    version: "1",
    operatingSystem: "CentOS7.16",
    imageId: "",
    sizeBytes: 1,
    blob: "blob",
    tags: [],
  });
  const { id: fleetId } = scene.ok({ type: "createFleet", region: "ap-shanghai", design: designOf(assetId, options) });
  scene.run();
  scene.ok({
    type: "updateFleetCapacity",
    fleetId,
    desired: options.minInstances,
    min: options.minInstances,
    max: 10_000,
    scalingIntervalMinutes: options.cooldownMinutes,
  });
  scene.run();
  scene.nowMs = Math.ceil(scene.nowMs / (60 * MINUTE_MS)) * 60 * MINUTE_MS;
  const { targetPercent } = options;
  scene.ok({
    type: "putScalingPolicy",
    fleetId,
    policy: { type: "TargetBased", name: "buffer", metric: "PercentAvailableGameSessions", targetPercent },
  });
  scene.ok({ type: "startAutoScaling", fleetId });
  return fleetId;
}

function designOf(assetId: AssetId, { processesPerInstance }: DayOptions): FleetDesign {
  return {
    assetId,
    name: "a day of play",
    description: "",
    instanceType: "S5.LARGE8",
    runtime: {
      serverProcesses: [{ launchPath: "server", parameters: "", concurrentExecutions: processesPerInstance }],
      activationTimeoutSeconds: 600,
      maxConcurrentActivations: 0,
    },
    inboundPermissions: [],
    protectionPolicy: "FullProtection",
    protectionTimeLimitMinutes: 60,
    creatorLimit: { sessions: 2, periodMinutes: 3 },
    tags: [],
    systemDisk: null,
    dataDisks: [],
    bandwidthMbps: 1,
  };
}

/** Activated at once; all of its players come. */
function seat(scene: Scene, { id: sessionId, processId }: GameServerSession, { players: count }: Game): void {
  const pid = scene.world.processes.get(processId)?.pid ?? 0;
  scene.ok({ type: "activateGameServerSession", pid, sessionId, maxPlayers: 0 });
  const players = Array.from({ length: count }, (_, seat) => ({ playerId: String(seat), playerData: "" }));
  for (const { id } of scene.ok({ type: "joinGameServerSession", sessionId, players }))
    scene.ok({ type: "acceptPlayerSession", pid, requestId: "", sessionId, playerSessionId: id });
}

function minuteOf({ world }: Scene, fleetId: FleetId, { targetPercent, minInstances }: DayOptions): Minute {
  const fleet = world.findFleet(fleetId);
  if (fleet === undefined) throw new Error("there is no fleet");
  const instances = world.deployment.instancesOf(fleetId);
  const numbers = fleetNumbers(world, fleet, 0);
  const active = instances.filter(({ status }) => status === "ACTIVE").length;
  return {
    sessions: numbers.sessions,
    needed: Math.max(minInstances, neededFor(targetPercent, numbers)),
    active,
    paid: instances.length,
    free: (numbers.freeProcesses * 100) / Math.max(1, numbers.processes),
  };
}
