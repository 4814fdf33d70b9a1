import { upSettings, type EngineSettings } from "../engine/index.js";
import type {
  AgentCommand,
  Command,
  GameServerSessionId,
  HostEvent,
  Launch,
  Placement,
  PlayerSession,
  ReplyTo,
} from "../model/index.js";
import type { Journal } from "../ports/index.js";
import { MemoryDisk, MemoryJournal } from "../testing/memory-journal.js";
import { beyondQuotas } from "./beyond-quotas.js";
import { strike } from "./blows.js";
import { CloudUser } from "./cloud-user.js";
import { comeToRest } from "./come-to-rest.js";
import { Coverage } from "./coverage.js";
import { DeploymentWatch } from "./deployment-watch.js";
import type { DiskState } from "./disk.js";
import { HostKeeper } from "./host-keeper.js";
import type { HostLife, HostWatcher } from "./host-life.js";
import { Ledger } from "./ledger.js";
import { OperatingSystem } from "./operating-system.js";
import { overdue } from "./overdue.js";
import { brokenPlacements, PlacementWatch } from "./placement-watch.js";
import { Random } from "./random.js";
import { RebuiltWorlds } from "./rebuilt-worlds.js";
import { Replies } from "./replies.js";
import { brokenRows } from "./row-invariants.js";
import { ScalingWatch } from "./scaling-watch.js";
import { SessionWatch } from "./session-watch.js";
import type { Stage } from "./stage.js";
import { Told } from "./told.js";
import { VirtualTime } from "./virtual-time.js";
import { anyWeather, type Weather } from "./weather.js";

export interface SimulationOptions {
  readonly seed: number;
  readonly steps: number;
  /** Only these of the steps, by number; each does what it would do among all of them. */
  readonly only?: ReadonlySet<number>;
  /** Keeps the history, in words. */
  readonly isTold?: boolean;
  /** Makes empty data and gives back what opens it, anew for each host; default: in memory. */
  readonly emptyData?: () => () => Journal;
}

export interface Broken {
  readonly invariant: string;
  readonly found: string;
  /** The number of the step; as many as there are steps: while everything came to rest. */
  readonly step: number;
}

export interface SimulationResult {
  readonly broken: Broken | undefined;
  readonly stepsDone: number;
  readonly coverage: Coverage;
  readonly history: readonly string[];
}

/** In between only what is cheap to look at is looked at. */
const LOOK_CLOSELY_EVERY = 40;

export const simulate = (options: SimulationOptions): Promise<SimulationResult> => new Simulation(options).run();

/** A host, its machine, its disk, its game servers and its users, all of them by chance and all of them from one seed. */
export class Simulation implements Stage {
  readonly time = new VirtualTime();
  readonly coverage = new Coverage();
  readonly weather: Weather;
  readonly ledger = new Ledger();
  readonly disk: DiskState = { isFull: false, failures: 0, limbo: undefined };
  readonly os: OperatingSystem;
  random: Random;
  isCalm = false;
  readonly told = new Told(this.ledger);
  readonly deployment = new DeploymentWatch(this, this.told);
  readonly #options: SimulationOptions;
  readonly #keeper: HostKeeper;
  readonly #user: CloudUser;
  readonly #history: string[] = [];
  readonly #sessions: SessionWatch;
  readonly #placements: PlacementWatch;
  readonly #scaling = new ScalingWatch(this, this.told);
  readonly #rebuilt: RebuiltWorlds;
  readonly #replies: Replies;
  #step = -1;
  #broken: Broken | undefined;
  /** Up to then deadlines may pass unheeded: there was no host, or no disk, or another time. */
  #troubleUntilMs = 0;

  constructor(options: SimulationOptions) {
    this.#options = options;
    this.random = new Random(options.seed, -1);
    this.weather = anyWeather(this.random);
    this.os = new OperatingSystem(this);
    this.#sessions = new SessionWatch({
      stage: this,
      ledger: this.ledger,
      told: this.told,
      isAlive: ({ pid, startedAt }) => this.os.processOf(pid)?.startedAt === startedAt,
    });
    this.#placements = new PlacementWatch(this, this.ledger);
    this.#user = new CloudUser(this, this.ledger);
    this.#rebuilt = new RebuiltWorlds(this, this.ledger);
    this.#replies = new Replies(this, this.ledger);
    this.#keeper = new HostKeeper({
      stage: this,
      os: this.os,
      disk: this.disk,
      ledger: this.ledger,
      openJournal: (options.emptyData ?? inMemory)(),
      settings: settingsOf(this.weather),
      watcher: this.#watcher(),
      onBegin: () => {
        this.told.begin();
        this.deployment.begin();
        this.#placements.begin();
      },
    });
  }

  /** The one that runs, or ran last. */
  get life(): HostLife | undefined {
    return this.#keeper.life;
  }

  get isStarting(): boolean {
    return this.#keeper.isStarting;
  }

  async run(): Promise<SimulationResult> {
    const { steps, only, seed } = this.#options;
    this.#keeper.start();
    await this.pass(1_000);
    let stepsDone = 0;
    for (this.#step = 0; this.#step < steps && this.#broken === undefined; this.#step++) {
      if (only !== undefined && !only.has(this.#step)) continue;
      this.random = new Random(seed, this.#step);
      await this.#take();
      this.look();
      if (this.#step % LOOK_CLOSELY_EVERY === 0) this.lookClosely();
      stepsDone++;
    }
    if (this.#broken === undefined) {
      this.random = new Random(seed, steps, 1);
      await comeToRest(this);
    }
    return { broken: this.#broken, stepsDone, coverage: this.coverage, history: this.#history };
  }

  note(what: string, details?: () => string): void {
    this.coverage.count(what);
    if (this.#options.isTold !== true) return;
    const at = `${String(this.#step).padStart(5)}  ${(this.time.elapsedMs / 1_000).toFixed(3).padStart(10)} s  `;
    this.#history.push(details === undefined ? at + what : `${at}${what}: ${details()}`);
  }

  broken(invariant: string, found: string): void {
    this.#broken ??= { invariant, found, step: this.#step };
    this.note(`BROKEN: ${invariant}`, () => found);
  }

  async callAgent<C extends AgentCommand>(command: C): Promise<ReplyTo<C> | undefined> {
    const reply = await this.say(command);
    return reply;
  }

  /** Hands a command to the host that runs; undefined: nobody knows what became of it. */
  async say<C extends Command>(command: C): Promise<ReplyTo<C> | undefined> {
    const { life } = this;
    if (life?.isUp !== true) {
      // The connection is refused.
      await new Promise<void>((resolve) => {
        this.time.setTimeout(resolve, 1);
      });
      return undefined;
    }
    this.note(`said: ${command.type}`, () => JSON.stringify(command));
    const reply = await life.submit(command);
    const came = reply === undefined ? "nobody knows" : reply.ok ? "done" : reply.refusal.kind;
    if (reply !== undefined) this.#replies.heard(command, reply);
    this.note(`answer: ${came}`, () => `${command.type} ${reply?.ok === false ? reply.refusal.message : ""}`);
    return reply;
  }

  /** An invariant is broken. */
  get isOver(): boolean {
    return this.#broken !== undefined;
  }

  get isDiskIll(): boolean {
    return this.disk.isFull || this.disk.failures > 0;
  }

  jump(byMs: number): void {
    this.time.jump(byMs);
    this.#trouble(1_100);
  }

  async #take(): Promise<void> {
    const { random, weather } = this;
    if (weather.blows > 0 && random.onceIn(weather.blows)) {
      const blow = random.weighted(weather.weights);
      this.note(`blow: ${blow}`);
      strike(this, blow);
      await this.pass(0);
      return;
    }
    if (random.onceIn(2)) {
      const wishes = random.onceIn(6) ? random.between(2, 4) : 1;
      for (let count = 0; count < wishes; count++) void this.#wish();
      await this.pass(random.onceIn(3) ? 0 : random.between(1, 20));
      return;
    }
    await this.pass(random.onceIn(12) ? random.between(1_000, 120_000) : random.between(0, 1_500));
  }

  async #wish(): Promise<void> {
    const wish = this.#user.wish();
    const reply = await this.say(wish);
    if (reply?.ok === true && wish.type === "joinGameServerSession")
      for (const player of reply.value as readonly PlayerSession[]) this.#connect(player);
  }

  /** In a while, so that the host that told of them may be gone. */
  #connectPlaced({ players }: Placement): void {
    for (const { playerSessionId } of players) {
      const player = this.ledger.players.find(playerSessionId);
      if (player !== undefined) this.#connect(player);
    }
  }

  /** Most players come, some too late; and leave again. */
  #connect({ id, gameServerSessionId }: PlayerSession): void {
    const { random, time } = this;
    if (random.onceIn(8)) return;
    const stayMs = random.between(1_000, 120_000);
    time.setTimeout(
      () => {
        const server = this.#serverOf(gameServerSessionId);
        void server?.admit(id).then(() => {
          time.setTimeout(() => void server.dismiss(id), stayMs);
        });
      },
      random.onceIn(6) ? random.between(50_000, 70_000) : random.between(10, 5_000),
    );
  }

  #serverOf(sessionId: GameServerSessionId) {
    return this.os.processes().find(({ server }) => server.hosted === sessionId)?.server;
  }

  #mayKill({ id, reason }: Launch): void {
    const { launches, sessions } = this.ledger;
    const status = launches.find(id)?.status;
    const hosted = [...sessions.live.values()].find(({ processId }) => processId === id);
    if ((status !== "EXITING" && status !== "EXITED") || hosted !== undefined)
      this.broken("only what is to end is killed", `launch ${id} is ${String(status)}: ${reason}`);
  }

  async pass(ms: number): Promise<void> {
    await this.time.advance(ms, () => this.#broken !== undefined);
    if (this.life?.isUp !== true || this.isStarting || this.disk.isFull || this.disk.failures > 0) this.#trouble(1_100);
  }

  #trouble(ms: number): void {
    this.#troubleUntilMs = Math.max(this.#troubleUntilMs, this.time.elapsedMs + ms);
  }

  #watcher(): HostWatcher {
    return {
      onCommit: (changes) => {
        this.told.decidedAtMs = this.time.now();
        for (const found of this.ledger.enter(changes)) this.broken("a row goes its way forward only", found);
      },
      onEvent: (event) => {
        this.#onEvent(event);
      },
      onWorld: (world) => {
        this.#rebuilt.begin(world);
      },
      aroundTurn: (run) => {
        this.#replies.beginTurn();
        this.#rebuilt.aroundTurn(run);
      },
      onKill: (launch) => {
        this.#mayKill(launch);
      },
      onTrouble: () => {
        this.#rebuilt.refuse();
        this.#trouble(1_100);
      },
    };
  }

  #onEvent(event: HostEvent): void {
    if (event.type === "commandReceived") this.#replies.countCommand();
    if (event.type === "fleetEvent")
      this.note(`event: ${event.event.code}`, () => `${event.event.fleetId}: ${event.event.message}`);
    if (event.type === "placementEnded") this.#connectPlaced(event.placement);
    this.#sessions.see(event);
    this.#placements.see(event);
    this.deployment.see(event);
    this.#scaling.see(event);
    this.told.follow(event);
  }

  lookClosely(): void {
    const { life, ledger } = this;
    if (life?.isUp !== true) return;
    this.#rebuilt.compare(life.journal);
    const { processes, sessions, players } = ledger;
    const counted = {
      processes: processes.live.size,
      idleProcesses: [...processes.live.values()].filter(
        ({ status, isShielded, sessionId }) => status === "ACTIVE" && !isShielded && sessionId === null,
      ).length,
      sessions: sessions.live.size,
      players: players.live.size,
    };
    const told = life.host.counts();
    if (JSON.stringify(told) !== JSON.stringify(counted))
      this.broken("the host counts what there is", `${JSON.stringify(told)}, not ${JSON.stringify(counted)}`);
  }

  /** What is cheap to look at, after each step. */
  look(): void {
    const { ledger } = this;
    const rows = {
      processes: ledger.processes.live,
      sessions: ledger.sessions.live,
      players: ledger.players.live,
      fleets: ledger.fleets.live,
      instances: ledger.instances.live,
      launches: ledger.launches.live,
    };
    for (const found of brokenRows(rows)) this.broken("the rows fit each other", found);
    for (const found of beyondQuotas(rows.fleets.values(), quotas)) this.broken("no quota is exceeded", found);
    if (this.time.elapsedMs <= this.#troubleUntilMs) return;
    for (const found of overdue(rows, this.time.now())) this.broken("what is due happens", found);
    if (this.told.isDraining) return;
    for (const found of brokenPlacements(ledger, this.time.now())) this.broken("placements fit what there is", found);
  }
}

function inMemory(): () => Journal {
  const disk = new MemoryDisk();
  return () => new MemoryJournal(disk);
}

const quotas: EngineSettings["quotas"] = {
  assets: 5,
  assetBytes: 2 ** 30,
  fleets: 4,
  aliases: 3,
  queues: 3,
  instances: 8,
  instancesOfType: 6,
  policiesPerFleet: 3,
  timersPerFleet: 3,
};

const settingsOf = ({ servesAnyFleet, endsUnhealthyProcesses }: Weather): EngineSettings => ({
  ...upSettings,
  servesAnyFleet,
  fleet: { ...upSettings.fleet, endsUnhealthyProcesses },
  playersPerSession: 8,
  processReadyTimeoutMs: 45_000,
  quotas,
});
