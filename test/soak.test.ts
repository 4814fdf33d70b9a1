import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, onTestFinished, test } from "vitest";
import { GameServer, isUnreachable } from "gse-server-sdk";
import type { FleetId, GameServerSessionId } from "../host/src/model/index.js";
import { aRandom, type Random } from "./support/a-random.js";
import { silent } from "./support/use-game-server.js";
import { useFaultyProxy, type Fault, type FaultyProxy } from "./support/use-faulty-proxy.js";
import { useRealAgent, type RealAgent } from "./support/use-real-agent.js";

/** SOAK_SEED=N for another weather; the network's own timing is never the same twice. */
const SEED = Number(process.env["SOAK_SEED"] ?? 2_026);
const WORLDS = 3;
const SESSIONS = 10;
const PLAYERS = 180;
const AT_A_TIME = 50;
const CALL_TIMEOUT_MS = 1_500;
const MOST_GROWTH_MB = 8;
/** What two busy cores may add to a deadline. */
const SLACK_MS = 1_500;

/** About one piece of the conversation in fifteen meets a fault. */
const anyFault = (random: Random): Fault => {
  const draw = random();
  if (draw < 0.01) return "cut";
  if (draw < 0.013) return "freeze";
  if (draw < 0.018) return "duplicate";
  if (draw < 0.07) return { delayMs: Math.floor(random() * 40) };
  return "pass";
};

/** What the host did, counted by what it was done to. */
interface Record {
  readonly accepted: Map<string, number>;
  readonly ended: Map<string, number>;
  readonly sessionsEnded: Map<string, number>;
  /** Settles when the condition holds, looked at whenever something happens. */
  readonly until: (condition: () => boolean) => Promise<void>;
}

function recordOf(agent: RealAgent): Record {
  const accepted = new Map<string, number>();
  const ended = new Map<string, number>();
  const sessionsEnded = new Map<string, number>();
  const waiting = new Set<() => void>();
  const count = (map: Map<string, number>, id: string): void => void map.set(id, (map.get(id) ?? 0) + 1);
  agent.onEvent((event) => {
    if (event.type === "playerAccepted") count(accepted, event.player.id);
    if (event.type === "playerEnded") count(ended, event.player.id);
    if (event.type === "sessionEnded") count(sessionsEnded, event.session.id);
    for (const look of [...waiting]) look();
  });
  const until = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return { accepted, ended, sessionsEnded, until };
}

/** One game server, its agent, and the bad network between them. */
class World {
  calls = 0;
  created = 0;
  slowest = 0;
  readonly starts = new Map<string, number>();

  constructor(
    readonly random: Random,
    readonly agent: RealAgent,
    readonly proxy: FaultyProxy,
    readonly record: Record,
    readonly server: GameServer,
  ) {}

  /** Makes a call until it is answered; no try may outlast its time. */
  async surely(call: () => Promise<unknown>, isEnough: () => boolean = () => false): Promise<void> {
    for (;;) {
      const beganAtMs = Date.now();
      this.calls += 1;
      try {
        await call();
        return;
      } catch (error) {
        if (isEnough()) return;
        if (!isUnreachable(error)) throw error;
      } finally {
        this.slowest = Math.max(this.slowest, Date.now() - beganAtMs);
      }
    }
  }

  async hostSession(): Promise<void> {
    const { random, record, server } = this;
    let sessionId = await this.start();
    while (server.state !== "active") sessionId = await this.start();

    const ids = await this.join(sessionId);
    const staying = new Set<string>();
    const line = ids.values();
    await Promise.all(
      Array.from({ length: AT_A_TIME }, async () => {
        for (const id of line) {
          await this.surely(() => server.acceptPlayerSession(id));
          if (random() < 0.2) await this.surely(() => server.reportCustomData({ current: staying.size, max: PLAYERS }));
          if (random() < 0.7) await this.surely(() => server.removePlayerSession(id));
          else staying.add(id);
        }
      }),
    );
    expect([...server.players].sort()).toEqual([...staying].sort());
    expect(server.slots).toEqual({ taken: staying.size, max: PLAYERS });
    await record.until(() =>
      ids.every((id) => record.accepted.get(id) === 1 && record.ended.get(id) === (staying.has(id) ? undefined : 1)),
    );

    await this.surely(
      () => server.terminateGameServerSession(),
      () => server.session?.id !== sessionId,
    );
    await record.until(() => record.sessionsEnded.get(sessionId) === 1);
  }

  /** Settles when the session is active, or could not be activated over this network. */
  async start(): Promise<GameServerSessionId> {
    const settled = new Promise<void>((resolve) => {
      this.server.once("sessionActivated", () => resolve());
      this.server.once("sessionEnded", () => resolve());
    });
    const created = await this.agent.execute({
      type: "createGameServerSession",
      fleetId: "fleet-soak" as FleetId,
      region: "ap-shanghai",
      name: "soak",
      creatorId: "",
      maxPlayers: PLAYERS,
      gameProperties: [],
      gameServerSessionData: "",
      idempotencyToken: "",
    });
    if (!created.ok) {
      // A session that failed here may still be ACTIVE there, until the network lets its end through.
      expect(created.refusal.kind).toBe("no-idle-process");
      await this.record.until(() => this.record.sessionsEnded.size === this.created);
      return this.start();
    }
    this.created += 1;
    await settled;
    return created.value.id;
  }

  async join(sessionId: GameServerSessionId): Promise<readonly string[]> {
    const players = Array.from({ length: PLAYERS }, (_, i) => ({ playerId: `player-${String(i)}`, playerData: "" }));
    const joined = await this.agent.execute({ type: "joinGameServerSession", sessionId, players });
    if (!joined.ok) throw new Error(joined.refusal.message);
    return joined.value.map(({ id }) => id);
  }
}

async function useWorld(seed: number): Promise<World> {
  const random = aRandom(seed);
  const agent = await useRealAgent();
  const proxy = await useFaultyProxy(agent.address);
  const server = new GameServer({
    clientPort: 2000,
    agentAddress: proxy.address,
    callTimeoutMs: CALL_TIMEOUT_MS,
    logger: silent,
    onStartGameServerSession: ({ id }) => void world.starts.set(id, (world.starts.get(id) ?? 0) + 1),
  });
  const world = new World(random, agent, proxy, recordOf(agent), server);
  onTestFinished(() => server.close({ timeoutMs: 1 }));
  await server.processReady();
  proxy.decide(() => anyFault(random));
  return world;
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
const heapMb = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

describe("10,000 calls over a network that cuts, delays, freezes and duplicates, with an agent that restarts", () => {
  test(
    `end by their deadlines, have their effect once, and leave nothing behind (seed ${String(SEED)})`,
    // Twelve seconds of a core's time, so this ends only what hangs, also beside a dozen other programs.
    { timeout: 300_000 },
    async () => {
      const worlds = await Promise.all(Array.from({ length: WORLDS }, (_, i) => useWorld(SEED + i)));
      const heaps: number[] = [];
      for (let session = 0; session < SESSIONS; session += 1) {
        await Promise.all(worlds.map((world) => world.hostSession()));
        await worlds[session % WORLDS]?.agent.restart();
        heaps.push(heapMb());
      }
      const calls = worlds.reduce((sum, world) => sum + world.calls, 0);
      const broken = worlds.reduce((sum, { proxy }) => sum + proxy.made() - 1, 0);
      expect(calls).toBeGreaterThanOrEqual(10_000);
      expect(broken).toBeGreaterThan(20);
      for (const { slowest, starts, record } of worlds) {
        expect(slowest).toBeLessThan(CALL_TIMEOUT_MS + SLACK_MS);
        expect(starts.size).toBeGreaterThanOrEqual(SESSIONS);
        for (const counts of [starts, record.sessionsEnded, record.accepted, record.ended])
          expect(new Set(counts.values())).toEqual(new Set([1]));
      }
      // The first sessions warm up; after them memory stays where it is.
      expect(heaps.at(-1)).toBeLessThan((heaps[2] ?? 0) + MOST_GROWTH_MB);
      await Promise.all(worlds.map(({ server }) => server.close()));
      await Promise.all(worlds.map(({ proxy }) => proxy.idle()));
    },
  );
});
