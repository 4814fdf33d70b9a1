import type { Command, FleetId, GameServerProcess, GameServerSessionId, HostEvent, Replies } from "../model/index.js";
import type { CommandHost } from "../ports/index.js";
import { systemClock } from "../system-clock.js";
import type { AgentCallName } from "./call-names.js";
import { Diary, type SeenCall, type SeenCallOf } from "./diary.js";
import { noProcess, TestGseError } from "./errors.js";
import { FaultOrders } from "./fault-orders.js";
import { Faults } from "./faults.js";
import { HandClock } from "./hand-clock.js";
import { Life, type LifeOptions } from "./life.js";
import { lifeOptions } from "./life-options.js";
import { LoopbackTraffic } from "./loopback-traffic.js";
import type { StartSessionOptions, TestGseOptions } from "./options.js";
import { pause } from "./pause.js";
import { Stillness } from "./stillness.js";
import { testSession, type TestSession } from "./test-session.js";
import { Watch, type WaitOptions } from "./watch.js";
import type { SeenCallback } from "./watched-link.js";

const DEFAULT_WAIT_MS = 4_000;
const DEFAULT_PATIENCE_MS = 500;
const DEFAULT_TERMINATE_MS = 30_000;
const REGION = "ap-shanghai";
/** An answer to OnHealthCheck is due before the next one (gse-semantics b.4). */
const HEALTH_ANSWER_MS = 60_000;
/** While time runs as on the wall, it is moved so often. */
const TICK_MS = 5;

/** What Tencent's client, or `createCloudApiClient` of "gse-host/client", needs to know. */
export interface TestCloudApi {
  /** `host:port`. */
  readonly address: string;
  /** The same as a URL: `http://host:port`. */
  readonly endpoint: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly region: string;
}

/** What a game server answered to OnHealthCheck; `reason` is "" when it is healthy. */
export interface HealthAnswer {
  readonly isHealthy: boolean;
  readonly reason: string;
}

/**
 * A GSE for tests, in this process: the real engine and the real agent over real gRPC on a free port, with time that moves
 * only when the test moves it, and faults on demand.
 *
 * ```ts
 * await using gse = await TestGse.start();
 * await using server = new GameServer({ clientPort: 7777, agentAddress: gse.agentAddress, clock: gse.clock });
 * await server.processReady();
 * const session = await gse.startSession({ maxPlayers: 50 });
 * ```
 *
 * All durations are milliseconds of virtual time, unless they are said to be real. What it is asked for in vain rejects
 * with `TestGseError`.
 */
export class TestGse implements AsyncDisposable {
  /** Virtual time: for the game server under test, and for whatever else shall live in it. */
  readonly clock: HandClock;
  /** What shall go wrong. */
  readonly faults: Faults;
  readonly #fleetId: FleetId;
  readonly #diary: Diary;
  readonly #watch: Watch;
  readonly #traffic = new LoopbackTraffic();
  readonly #stillness: Stillness;
  readonly #lifeOptions: LifeOptions;
  #life: Life | undefined;
  #agentAddress = "";
  #cloudApi: TestCloudApi | undefined;
  #moving: Promise<void> = Promise.resolve();
  #closing: Promise<void> | undefined;

  private constructor(options: TestGseOptions) {
    this.#fleetId = (options.fleetId ?? "fleet-test") as FleetId;
    this.clock = new HandClock(options.startAtMs ?? Math.ceil(systemClock.now() / 1_000) * 1_000);
    this.#diary = new Diary(() => {
      this.#watch.changed();
    });
    this.#watch = new Watch(systemClock, options.waitMs ?? DEFAULT_WAIT_MS, () => this.#diary.summary());
    const orders = new FaultOrders();
    this.faults = new Faults(orders);
    this.#lifeOptions = lifeOptions(options, this.clock, orders, this.#diary);
    this.#stillness = new Stillness({
      traffic: this.#traffic,
      activity: () => this.clock.changes + this.#diary.entries,
      awaited: () => this.#life?.awaited ?? [],
      realClock: systemClock,
      patienceMs: options.patienceMs ?? DEFAULT_PATIENCE_MS,
    });
  }

  /** Ready when it settles. End it by `await using`, or by `close()`. */
  static async start(options: TestGseOptions = {}): Promise<TestGse> {
    const gse = new TestGse(options);
    try {
      await gse.#begin();
      return gse;
    } catch (error) {
      await gse.close();
      throw error;
    }
  }

  /** `host:port`: the `agentAddress` of a GameServer or GseClient. */
  get agentAddress(): string {
    return this.#agentAddress;
  }

  /** What a game server in a process of its own is told by its environment. Its time is the machine's, not ours. */
  get env(): Readonly<Record<"GSE_AGENT_ADDRESS" | "GSE_FLEET_ID", string>> {
    return { GSE_AGENT_ADDRESS: this.#agentAddress, GSE_FLEET_ID: this.#fleetId };
  }

  /**
   * The cloud API, signed as Tencent's; signatures go by the machine's time.
   * @throws Error unless TestGse was started with `cloudApi: true`
   */
  get cloudApi(): TestCloudApi {
    if (this.#cloudApi === undefined)
      throw new Error("this TestGse has no cloud API; start it with TestGse.start({ cloudApi: true })");
    return this.#cloudApi;
  }

  /** What game server processes have said, in the order of arrival. */
  get calls(): readonly SeenCall[] {
    return this.#diary.calls;
  }

  /** What game server processes were asked, in order. */
  get callbacks(): readonly SeenCallback[] {
    return this.#diary.callbacks;
  }

  /** What happened in GSE, in order. */
  get events(): readonly HostEvent[] {
    return this.#diary.events;
  }

  /** The game server processes that are ready and have not ended, in the order of ProcessReady. */
  get processes(): readonly GameServerProcess[] {
    return [...this.#diary.processes.values()];
  }

  /** Timers of the game server and the test that wait on `clock`; those of GSE itself do not count. */
  get pendingTimers(): number {
    return this.clock.pending - (this.#life?.clock.pending ?? 0);
  }

  /** The engine behind it. @internal */
  get host(): CommandHost {
    return this.#alive("use it").host;
  }

  /**
   * One more address of the agent. One program counts as one game server process; for a second GameServer in the same
   * test take this as its `agentAddress`.
   */
  async anotherAgentAddress(): Promise<string> {
    return this.#alive("open another address of the agent").openDoor();
  }

  /** Settles with a game server process that is ready for a session, at once where there is one. */
  processReady(options?: WaitOptions): Promise<GameServerProcess> {
    return this.until(
      "a game server process that calls ProcessReady",
      () => this.processes.find(({ status }) => status === "ACTIVE"),
      options,
    );
  }

  /**
   * Settles when a process has ended, at once where it has; `statusReason` says why.
   * @param process default: the one that was ready last
   */
  async processEnded(process?: GameServerProcess, options?: WaitOptions): Promise<GameServerProcess> {
    const id = process?.id ?? this.#diary.lastReady?.id;
    if (id === undefined) throw noProcess("wait for the end of");
    return this.until("the end of a game server process", () => this.#diary.ended.get(id), options);
  }

  /**
   * Has GSE start a game server session on an idle process. Settles when the session is ACTIVE and the process knows.
   * @throws TestGseError REFUSED (no idle process, say), SESSION_FAILED when the game server refused or never activated it
   */
  async startSession(options: StartSessionOptions = {}): Promise<TestSession> {
    const { maxPlayers = 10, name = "", creatorId = "", gameProperties = {}, gameServerSessionData = "" } = options;
    const { id } = await this.execute({
      type: "createGameServerSession",
      fleetId: (options.fleetId ?? this.#fleetId) as FleetId,
      region: REGION,
      name,
      creatorId,
      maxPlayers,
      gameProperties: Object.entries(gameProperties).map(([key, value]) => ({ key, value })),
      gameServerSessionData,
      idempotencyToken: "",
    });
    await this.until(`game server session "${id}" to become ACTIVE`, () => this.#hasStarted(id), options);
    // GSE knows a moment before the game server has its answer.
    await this.settled();
    return testSession(this, id);
  }

  /** The session of that id, as the game server knows it. */
  session(id: string): TestSession {
    return testSession(this, id as GameServerSessionId);
  }

  /**
   * OnProcessTerminate, as when a fleet is scaled in: the process has `inMs` (default 30,000; null: as long as it likes)
   * before it counts as ended by force. Settles once it has been told. The wire carries full seconds.
   * @param process default: the one that was ready last
   */
  async terminate({
    inMs = DEFAULT_TERMINATE_MS,
    process,
  }: { readonly inMs?: number | null; readonly process?: GameServerProcess } = {}): Promise<GameServerProcess> {
    const ending = await this.execute({
      type: "endProcess",
      processId: this.#oneOf(process, "terminate").id,
      endsAtMs: inMs === null ? null : this.clock.now() + inMs,
      reason: "a test ended it",
    });
    await this.settled();
    return ending;
  }

  /**
   * Asks a process for its health now instead of at the end of the minute; the answer counts as any other: the third bad
   * one in a row makes it unhealthy.
   * @param process default: the one that was ready last
   */
  async checkHealth(process?: GameServerProcess): Promise<HealthAnswer> {
    const asked = this.#oneOf(process, "ask for its health");
    const outcome = await this.#alive("ask for a process's health").link.checkHealth(
      asked,
      this.clock.now() + HEALTH_ANSWER_MS,
    );
    await this.execute({ type: "healthChecked", processId: asked.id, outcome });
    return outcome.kind === "ok" ? { isHealthy: true, reason: "" } : { isHealthy: false, reason: outcome.reason };
  }

  /**
   * Moves time on for GSE and for all that lives on `clock`. Whatever falls due happens at its instant, and all that it
   * brings about, over the wire too, has come to rest before time goes on; as it has when this settles.
   */
  async advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new RangeError(`time can be moved by 0 milliseconds or more, not by ${String(ms)}`);
    const moved = this.#moving.then(() => this.clock.advanceCalmly(ms, () => this.settled()));
    this.#moving = moved.catch(() => undefined);
    await moved;
  }

  /**
   * Settles when nothing is going on any more: no byte on its way between this program's sockets, no call being carried out,
   * no callback unanswered (or it has been waited for in vain, see `patienceMs`). No virtual time passes.
   */
  settled(): Promise<void> {
    return this.#stillness.rest();
  }

  /**
   * Lets time pass as fast as on the wall until the promise settles, and gives back what it settles with: for what waits
   * partly for our time and partly for the machine's, as a connection that comes back does.
   */
  async inRealTime<T>(promise: Promise<T>): Promise<T> {
    const isSettled = promise.then(
      () => true,
      () => true,
    );
    const tick = (): Promise<boolean> => pause(systemClock, TICK_MS).then(() => false);
    let atMs = systemClock.now();
    while (!(await Promise.race([isSettled, tick()]))) {
      const nowMs = systemClock.now();
      await this.advance(Math.max(0, nowMs - atMs));
      atMs = nowMs;
    }
    return promise;
  }

  /** Settles with the next call of that name that arrives from now on. */
  nextCall<Name extends AgentCallName>(name: Name, options?: WaitOptions): Promise<SeenCallOf<Name>> {
    const from = this.calls.length;
    const isWanted = (seen: SeenCall): boolean => seen.call === name;
    return this.until(
      `the call ${name}`,
      () => this.calls.slice(from).find(isWanted) as SeenCallOf<Name> | undefined,
      options,
    );
  }

  /** Settles with the next event of that type that happens from now on and matches. */
  nextEvent<Type extends HostEvent["type"]>(
    type: Type,
    matches: (event: Extract<HostEvent, { type: Type }>) => boolean = () => true,
    options?: WaitOptions,
  ): Promise<Extract<HostEvent, { type: Type }>> {
    const from = this.events.length;
    const isOne = (event: HostEvent): event is Extract<HostEvent, { type: Type }> => event.type === type;
    return this.until(`the event "${type}"`, () => this.events.slice(from).filter(isOne).find(matches), options);
  }

  /**
   * Settles with what `find` gives back once that is not undefined; it is asked again whenever something happened in GSE.
   * @throws TestGseError WAITED_IN_VAIN after `waitMs` of real time, naming `what` was waited for
   */
  until<T>(what: string, find: () => T | undefined, options?: WaitOptions): Promise<T> {
    return this.#watch.until(what, find, options);
  }

  /**
   * Has the engine carry out a command, as the cloud API does.
   * @throws TestGseError REFUSED
   * @internal
   */
  async execute<C extends Command>(command: C): Promise<Replies[C["type"]]> {
    const reply = await this.host.execute(command);
    if (reply.ok) return reply.value;
    throw new TestGseError("REFUSED", reply.refusal.message, reply.refusal);
  }

  /**
   * The agent goes away and comes back at the same address; the engine behind it goes on. All its connections are cut.
   * @param options `downMs`: how long nobody listens; default 0
   */
  async restartAgent({ downMs = 0 }: { readonly downMs?: number } = {}): Promise<void> {
    const life = this.#alive("restart the agent");
    const addresses = await life.closeAgent();
    if (downMs > 0) await this.advance(downMs);
    await life.openAgent(addresses);
  }

  /**
   * The host is killed without warning and started again on its journal, at the same addresses: what was acknowledged is
   * there, what was under way is taken up again.
   * @param options `downMs`: how long it is gone; default 0
   */
  async crashAndRestart({ downMs = 0 }: { readonly downMs?: number } = {}): Promise<void> {
    const life = this.#alive("crash it");
    const addresses = await life.kill();
    if (downMs > 0) await this.advance(downMs);
    this.#life = await Life.begin(this.#lifeOptions, addresses);
  }

  /** Ends what it started; game servers live on and find nobody. Faults are restored before. Safe to call twice. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #begin(): Promise<void> {
    this.#life = await Life.begin(this.#lifeOptions);
    const { agent, api } = this.#life.addresses;
    const { credentials } = this.#lifeOptions;
    this.#agentAddress = agent[0] ?? "";
    if (api !== undefined && credentials !== undefined)
      this.#cloudApi = { address: api, endpoint: `http://${api}`, region: REGION, ...credentials };
  }

  async #close(): Promise<void> {
    this.faults.restore();
    this.#watch.close();
    const life = this.#life;
    this.#life = undefined;
    await life?.close();
    this.#traffic[Symbol.dispose]();
  }

  #alive(doing: string): Life {
    if (this.#life === undefined) throw new TestGseError("CLOSED", `cannot ${doing}: this TestGse is closed`);
    return this.#life;
  }

  #oneOf(given: GameServerProcess | undefined, doing: string): GameServerProcess {
    const process = given ?? this.processes.at(-1);
    if (process !== undefined) return process;
    throw noProcess(doing);
  }

  /** True once it is ACTIVE; @throws when it has ended before. */
  #hasStarted(id: GameServerSessionId): true | undefined {
    const session = this.host.reads.session(id);
    if (session === undefined || session.status === "ACTIVATING") return undefined;
    if (session.status === "ACTIVE") return true;
    throw new TestGseError(
      "SESSION_FAILED",
      `game server session "${id}" did not become ACTIVE, it is ${session.status}: ${session.statusReason}`,
    );
  }
}
