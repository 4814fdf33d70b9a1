import type {
  AgentCommand,
  CallbackOutcome,
  GameServerSession,
  GameServerSessionId,
  PlayerSessionId,
  ReplyTo,
} from "../model/index.js";
import { strikes, type Stage } from "./stage.js";
import type { Temper } from "./temper.js";

export interface GameServerOptions {
  readonly stage: Stage;
  readonly temper: Temper;
  /** What the host gave it in its environment; undefined: it was started by hand. */
  readonly token: string | undefined;
  readonly pid: number;
  readonly startedAt: string;
  readonly groupLeader: number;
  readonly clientPort: number;
  readonly exit: (how: string) => void;
}

export type Answer = (outcome: CallbackOutcome) => void;

/** So often a call without an answer is made again. */
const MOST_ATTEMPTS = 30;

/** A program on the SDK: says ProcessReady, hosts what it is given, and goes when it is told to; unless its temper says otherwise. */
export class GameServer {
  readonly temper: Temper;
  readonly #options: GameServerOptions;
  #isRunning = true;
  #isHung = false;
  #isSick = false;
  #isLeaving = false;
  #mustGo = false;
  #session: GameServerSessionId | undefined;
  readonly #players = new Set<PlayerSessionId>();
  #calls = 0;

  constructor(options: GameServerOptions) {
    this.#options = options;
    this.temper = options.temper;
  }

  get grpcPort(): number {
    return 20_000 + this.#options.pid;
  }

  get isHung(): boolean {
    return this.#isHung;
  }

  get isSick(): boolean {
    return this.#isSick;
  }

  get hosted(): GameServerSessionId | undefined {
    return this.#session;
  }

  run(): void {
    void this.#live();
  }

  /** Its process is gone: nothing of it happens any more. */
  stop(): void {
    this.#isRunning = false;
  }

  hang(): void {
    this.#isHung = true;
  }

  /** Its connection to the agent broke: it announces itself again (the SDK does so). */
  reconnect(): void {
    if (this.#isRunning && !this.#isHung && !this.#isLeaving && this.temper.manner !== "neverReady")
      void this.#announce();
  }

  startSession(session: GameServerSession, answer: Answer): void {
    if (!this.#isRunning || this.#isHung) return;
    const { manner } = this.temper;
    if (manner === "neverAnswersStart") return;
    if (manner === "refusesSessions" || this.#isLeaving || (this.#session ?? session.id) !== session.id) {
      answer({ kind: "refused", reason: "it takes no session now" });
      return;
    }
    const isNews = this.#session === undefined;
    this.#session = session.id;
    if (isNews) this.#players.clear();
    const playing = isNews ? this.#play(session.id) : Promise.resolve();
    if (isNews && this.temper.activatesWithinStart)
      void playing.then(() => {
        answer({ kind: "ok" });
      });
    else answer({ kind: "ok" });
  }

  checkHealth(answer: Answer): void {
    if (!this.#isRunning || this.#isHung) return;
    answer(this.#isSick ? { kind: "refused", reason: "it is not healthy" } : { kind: "ok" });
  }

  /** `endsAtMs`: when it is ended by force. */
  terminate(endsAtMs: number | null, answer: Answer): void {
    if (!this.#isRunning || this.#isHung) return;
    answer({ kind: "ok" });
    const { manner } = this.temper;
    if (manner === "ignoresTerminate") return;
    if (manner === "exitsAtTerminate") {
      this.#options.exit("exit code 0");
      return;
    }
    const isNews = !this.#mustGo;
    this.#mustGo = true;
    void this.#goBy(endsAtMs, isNews);
  }

  /** A player connects with what joining gave. */
  async admit(playerSessionId: PlayerSessionId): Promise<void> {
    const sessionId = this.#session;
    if (sessionId === undefined || !this.#isRunning || this.#isHung) return;
    // Now and then somebody shows what nobody was given.
    const isForged = this.#options.stage.random.onceIn(50);
    const shown = isForged ? (`${playerSessionId} forged` as PlayerSessionId) : playerSessionId;
    const reply = await this.#call({ type: "acceptPlayerSession", sessionId, playerSessionId: shown, ...this.#self() });
    if (reply?.ok === true && this.#session === sessionId) this.#players.add(playerSessionId);
  }

  async dismiss(playerSessionId: PlayerSessionId): Promise<void> {
    const sessionId = this.#session;
    if (sessionId === undefined || !this.#players.delete(playerSessionId)) return;
    await this.#call({ type: "removePlayerSession", sessionId, playerSessionId, ...this.#self() });
  }

  async #live(): Promise<void> {
    const { temper } = this;
    const { random } = this.#options.stage;
    const laterMs = random.between(1_000, 200_000);
    await this.#sleep(temper.bootMs);
    if (temper.manner === "crashesBeforeReady") this.#options.exit("exit code 1");
    if (temper.manner === "neverReady") return;
    await this.#announce();
    if (temper.manner === "readyTwice") await this.#announce();
    if (temper.manner === "comesAndGoes") await this.#leave();
    const endMs = temper.manner === "crashesSoon" ? laterMs / 100 : laterMs;
    await this.#sleep(endMs);
    if (temper.manner === "crashesSoon" || temper.manner === "crashesLater") this.#options.exit("signal SIGSEGV");
    if (temper.manner === "hangs") this.hang();
    if (temper.manner === "turnsSick") this.#isSick = true;
  }

  async #announce(): Promise<void> {
    const { startedAt, groupLeader, clientPort } = this.#options;
    const reply = await this.#call({
      type: "processReady",
      startedAt,
      groupLeader,
      clientPort,
      grpcPort: this.grpcPort,
      logPaths: [],
      ...this.#self(),
    });
    // It is not wanted: the SDK's ready() fails, and the program ends.
    if (reply?.ok === false) this.#options.exit("exit code 2");
  }

  async #play(sessionId: GameServerSessionId): Promise<void> {
    const { random } = this.#options.stage;
    const { manner, gameMs } = this.temper;
    await this.#sleep(random.between(0, 2_000));
    if (manner === "neverActivates" || this.#session !== sessionId) return;
    const maxPlayers = random.onceIn(5) ? random.between(0, 4) : 0;
    const reply = await this.#call({ type: "activateGameServerSession", sessionId, maxPlayers, ...this.#self() });
    if (this.#session !== sessionId) return;
    if (reply === undefined) {
      // It may be ACTIVE, for all that is known.
      void this.#endGame(sessionId);
      return;
    }
    if (!reply.ok) {
      this.#session = undefined;
      return;
    }
    // The answer to OnStartGameServerSession does not wait for the game.
    void this.#sleep(gameMs).then(() => this.#endGame(sessionId));
    if (random.onceIn(4))
      void this.#call({ type: "reportCustomData", current: random.below(5), max: 5, ...this.#self() });
    if (random.onceIn(6))
      void this.#call({
        type: "updatePlayerSessionCreationPolicy",
        sessionId,
        policy: random.pick(["DENY_ALL", "ACCEPT_ALL"]),
        ...this.#self(),
      });
  }

  async #endGame(sessionId: GameServerSessionId): Promise<void> {
    if (this.#session !== sessionId) return;
    let reply: ReplyTo<AgentCommand> | undefined;
    // Until it is heard: of a session that nobody ends it would be said for ever that it goes on.
    do reply = await this.#call({ type: "terminateGameServerSession", sessionId, ...this.#self() });
    while (reply === undefined && this.#session === sessionId);
    if (this.#session !== sessionId) return;
    this.#session = undefined;
    if (this.temper.hostsOnce || this.#mustGo) await this.#leave();
  }

  async #goBy(endsAtMs: number | null, isNews: boolean): Promise<void> {
    const { random, time } = this.#options.stage;
    const sessionId = this.#session;
    if (sessionId === undefined) {
      await this.#sleep(random.between(0, 1_000));
      if (this.#session === undefined) await this.#leave();
      return;
    }
    // Without a deadline the game goes on to its end.
    if (endsAtMs === null || !isNews) return;
    await this.#sleep(Math.max(0, Math.min(random.between(0, 60_000), endsAtMs - time.now() - 2_000)));
    await this.#endGame(sessionId);
  }

  async #leave(): Promise<void> {
    if (this.#isLeaving) return;
    this.#isLeaving = true;
    const { random } = this.#options.stage;
    await this.#call({ type: "processEnding", ...this.#self() });
    if (this.temper.manner === "staysAfterEnding") return;
    await this.#sleep(random.between(0, 3_000));
    this.#options.exit("exit code 0");
  }

  #self(): { readonly pid: number; readonly requestId: string; readonly token?: string } {
    const { pid, startedAt, token } = this.#options;
    return { pid, requestId: `${startedAt} call ${String(++this.#calls)}`, ...(token !== undefined && { token }) };
  }

  /** Made again under the same requestId until there is an answer, as the SDK does. */
  async #call<C extends AgentCommand>(command: C): Promise<ReplyTo<C> | undefined> {
    const { stage } = this.#options;
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      if (strikes(stage, stage.weather.lateCalls)) {
        stage.note("fault: late agent call", () => command.type);
        await this.#sleep(stage.random.between(100, 30_000));
      } else await this.#sleep(stage.random.between(0, 5));
      const isLost = strikes(stage, stage.weather.lostCalls);
      if (isLost && stage.random.onceIn(2)) stage.note("fault: lost agent call", () => command.type);
      else {
        if (strikes(stage, stage.weather.doubledCalls)) {
          stage.note("fault: doubled agent call", () => command.type);
          void stage.callAgent(command);
        }
        const reply = await stage.callAgent(command);
        if (!isLost && reply !== undefined) return await this.#awake(reply);
        if (isLost) stage.note("fault: lost answer of the agent", () => command.type);
      }
      await this.#sleep(stage.random.between(200, 2_000));
    }
    return undefined;
  }

  /** For ever, once the process is gone or hangs. */
  #sleep(ms: number): Promise<void> {
    const { time } = this.#options.stage;
    return new Promise((resolve) => {
      time.setTimeout(() => {
        if (this.#isRunning && !this.#isHung) resolve();
      }, ms);
    });
  }

  #awake<T>(value: T): Promise<T> {
    return this.#isRunning && !this.#isHung ? Promise.resolve(value) : new Promise(() => undefined);
  }
}
