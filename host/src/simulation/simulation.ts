import { upSettings, type EngineSettings } from "../engine/index.js";
import type {
  AgentCommand,
  Command,
  GameServerSessionId,
  HostEvent,
  Launch,
  PlayerSession,
  ReplyTo,
} from "../model/index.js";
import type { Changes, Journal } from "../ports/index.js";
import { MemoryDisk, MemoryJournal } from "../testing/memory-journal.js";
import { strike } from "./blows.js";
import { CloudUser } from "./cloud-user.js";
import { comeToRest } from "./come-to-rest.js";
import { Coverage } from "./coverage.js";
import { DeploymentWatch } from "./deployment-watch.js";
import type { DiskState } from "./disk.js";
import { forgottenCallbacks } from "./forgotten-callbacks.js";
import { HostLife } from "./host-life.js";
import { Ledger } from "./ledger.js";
import { OperatingSystem } from "./operating-system.js";
import { overdue } from "./overdue.js";
import { Random } from "./random.js";
import { RebuiltWorlds } from "./rebuilt-worlds.js";
import { Replies } from "./replies.js";
import { brokenRows } from "./row-invariants.js";
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
  life: HostLife | undefined;
  readonly told = new Told(this.ledger);
  readonly deployment = new DeploymentWatch(this, this.told);
  readonly #options: SimulationOptions;
  readonly #settings: EngineSettings;
  readonly #openJournal: () => Journal;
  readonly #user: CloudUser;
  readonly #history: string[] = [];
  readonly #sessions: SessionWatch;
  readonly #rebuilt: RebuiltWorlds;
  readonly #replies: Replies;
  #ids = 0;
  #step = -1;
  #broken: Broken | undefined;
  /** Up to then deadlines may pass unheeded: there was no host, or no disk, or another time. */
  #troubleUntilMs = 0;
  #isStarting = false;

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
    this.#user = new CloudUser(this, this.ledger);
    this.#rebuilt = new RebuiltWorlds(this, this.ledger);
    this.#replies = new Replies(this, this.ledger);
    this.#openJournal = (options.emptyData ?? inMemory)();
    this.#settings = {
      ...upSettings,
      playersPerSession: 8,
      servesAnyFleet: this.weather.servesAnyFleet,
      fleet: { ...upSettings.fleet, endsUnhealthyProcesses: this.weather.endsUnhealthyProcesses },
      processReadyTimeoutMs: 45_000,
      quotas: { assets: 5, assetBytes: 2 ** 30, fleets: 4, instances: 8, instancesOfType: 6 },
    };
  }

  async run(): Promise<SimulationResult> {
    const { steps, only, seed } = this.#options;
    this.startHost();
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

  startHost(): void {
    if (this.#isStarting || this.life?.isUp === true) return;
    const { limbo } = this.disk;
    this.disk.limbo = undefined;
    if (limbo !== undefined && this.random.onceIn(2)) {
      this.note("fault: a failed commit is there after all");
      const journal = this.#openJournal();
      journal.commit(limbo);
      journal.close();
      this.#onCommit(limbo);
    }
    this.told.begin();
    this.deployment.begin();
    const life = new HostLife({
      stage: this,
      os: this.os,
      disk: this.disk,
      openJournal: this.#openJournal,
      settings: this.#settings,
      uuid: () => `${hex(++this.#ids)}-0000-4000-8000-0000${hex(this.#ids)}`,
      packages: (instanceId) => {
        const fleet = this.ledger.fleets.find(this.ledger.instances.find(instanceId)?.fleetId ?? "");
        return this.ledger.assets.find(fleet?.assetId ?? "")?.blob ?? "";
      },
      onCommit: (changes) => {
        this.#onCommit(changes);
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
    });
    this.life = life;
    this.#isStarting = true;
    this.note("host starts");
    const isOver = life.start().then(
      () => {
        if (life.isUp) {
          this.note("host started");
          for (const found of forgottenCallbacks(this.ledger, life))
            this.broken("no callback is lost with the host that decided it", found);
        }
        this.#reconnect();
      },
      (error: unknown) => {
        this.note("host could not start", () => String(error));
        life.die();
      },
    );
    void Promise.race([isOver, life.ended]).then(() => {
      this.#isStarting = false;
    });
    void life.ended.then(() => {
      this.#restartSoon();
    });
  }

  get isStarting(): boolean {
    return this.#isStarting;
  }

  jump(byMs: number): void {
    this.time.jump(byMs);
    this.#trouble(1_100);
  }

  /** Somebody's script starts it again after a while. */
  #restartSoon(): void {
    this.time.setTimeout(
      () => {
        this.startHost();
      },
      this.random.onceIn(4) ? this.random.between(0, 90_000) : this.random.between(0, 3_000),
    );
  }

  #reconnect(): void {
    for (const { server } of this.os.processes())
      this.time.setTimeout(
        () => {
          server.reconnect();
        },
        this.random.between(0, 3_000),
      );
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
    if (this.life?.isUp !== true || this.#isStarting || this.disk.isFull || this.disk.failures > 0)
      this.#trouble(1_100);
  }

  #trouble(ms: number): void {
    this.#troubleUntilMs = Math.max(this.#troubleUntilMs, this.time.elapsedMs + ms);
  }

  #onEvent(event: HostEvent): void {
    if (event.type === "commandReceived") this.#replies.countCommand();
    if (event.type === "fleetEvent")
      this.note(`event: ${event.event.code}`, () => `${event.event.fleetId}: ${event.event.message}`);
    this.#sessions.see(event);
    this.deployment.see(event);
    this.told.follow(event);
  }

  #onCommit(changes: Changes): void {
    for (const found of this.ledger.enter(changes)) this.broken("a row goes its way forward only", found);
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
    if (this.time.elapsedMs > this.#troubleUntilMs)
      for (const found of overdue(rows, this.time.now())) this.broken("what is due happens", found);
  }
}

function inMemory(): () => Journal {
  const disk = new MemoryDisk();
  return () => new MemoryJournal(disk);
}

const hex = (value: number): string => value.toString(16).padStart(8, "0");
