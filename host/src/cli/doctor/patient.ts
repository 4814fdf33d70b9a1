import { localRuntime } from "../../main.js";
import type { GameServerProcess } from "../../model/index.js";
import { TestGse, TestGseError, type TestSession } from "../../testing/index.js";
import { ChildProgram, howItEnded, type ProgramEnd } from "../child-program.js";
import { pause } from "../pause.js";
import { aborted } from "../stop-requests.js";
import type { Terminal } from "../terminal.js";
import { Stopped, within } from "../within.js";
import { Conversation } from "./conversation.js";

/** The game server has ended while something was still expected of it. */
export class ServerGone extends Error {
  override readonly name = "ServerGone";
}

/** What each session of the examination is made with: some games start only what they know. */
export interface SessionWishes {
  readonly maxPlayers: number;
  readonly gameProperties: Readonly<Record<string, string>>;
  readonly gameServerSessionData: string;
}

export interface PatientOptions {
  /** Empty: it is started by hand. */
  readonly command: readonly string[];
  /** `host:port` or `unix:/path`. */
  readonly agent: string;
  readonly fleet: string;
  readonly clientPorts: string;
  readonly session: SessionWishes;
  /** A program that connects as a player, with placeholders; undefined: none. */
  readonly playerCommand: string | undefined;
  /** How long the game server may take for anything that it is asked, of real time. */
  readonly patienceMs: number;
  /** The same until it is ready; null: as long as it likes. */
  readonly readyWithinMs: number | null;
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C. */
  readonly stop: AbortSignal;
}

/**
 * GSE's time begins so long before that of the machine and never catches up with it: the checks move it by three minutes.
 * So an instant that a game server is told, and that it reads on its own clock, lies in the future for both. Nor is it so
 * far behind that the 5 minutes that a process has after its session's end would be over, by that clock, before they began.
 */
const BEHIND_MS = 240_000;
/** The program may end in order first. */
const GRACE_MS = 3_500;
const KEPT_LINES = 40;
/** How often it is looked whether a program that we did not start is still there. */
const LOOK_PERIOD_MS = 50;
const FOREVER_MS = 2 ** 31 - 1;

/** A game server under examination, with a GSE of its own around it. */
export class Patient {
  readonly options: PatientOptions;
  readonly gse: TestGse;
  readonly wire: Conversation;
  /** The latest of what it printed. */
  readonly lines: string[] = [];
  /** The latest. */
  session: TestSession | undefined;
  /** Once it has said ProcessEnding: when, of real time. */
  endedAtMs: number | undefined;
  readonly startedAtMs: number;
  readonly #closed = new AbortController();
  readonly #gone = new AbortController();
  /** One promise for all who wait. */
  readonly #whenGone: Promise<void>;
  readonly #gseStartedAtMs: number;
  #program: ChildProgram | undefined;
  #process: GameServerProcess | undefined;
  #end: ProgramEnd | undefined;

  private constructor(options: PatientOptions, gse: TestGse, wire: Conversation) {
    this.options = options;
    this.gse = gse;
    this.wire = wire;
    this.startedAtMs = options.terminal.clock.now();
    this.#gseStartedAtMs = gse.clock.now();
    this.#whenGone = aborted(this.#gone.signal);
  }

  /** @throws Error when the address cannot be had or the program not be started */
  static async admit(options: PatientOptions): Promise<Patient> {
    const { agent, fleet, patienceMs, terminal } = options;
    const { clock } = terminal;
    const gse = await TestGse.start({
      fleetId: fleet,
      // One that fails its health checks is to be examined on, as in development.
      fleet: { endsUnhealthyProcesses: false },
      startAtMs: Math.floor((clock.now() - BEHIND_MS) / 1_000) * 1_000,
      waitMs: patienceMs,
      patienceMs,
    });
    let wire: Conversation | undefined;
    try {
      wire = await Conversation.open({ address: agent, agentAddress: gse.agentAddress, clock });
      const patient = new Patient(options, gse, wire);
      await patient.#start();
      return patient;
    } catch (error) {
      await wire?.close();
      await gse.close();
      throw error;
    }
  }

  /** Undefined where it was started by hand. */
  get program(): ChildProgram | undefined {
    return this.#program;
  }

  /** How the program that we started has ended; undefined as long as it runs. */
  get end(): ProgramEnd | undefined {
    return this.#end;
  }

  get isGone(): boolean {
    return this.#gone.signal.aborted;
  }

  /** How much of GSE's time has passed. */
  get gseMs(): number {
    return this.gse.clock.now() - this.#gseStartedAtMs;
  }

  /** The process that said ProcessReady. */
  get process(): GameServerProcess {
    if (this.#process === undefined) throw new Error("no process is ready");
    return this.#process;
  }

  get patienceMs(): number {
    return this.options.patienceMs;
  }

  now(): number {
    return this.options.terminal.clock.now();
  }

  /** The process that is examined from now on; its end is noticed. */
  take(process: GameServerProcess): void {
    this.#process = process;
    if (this.#program === undefined) void this.#watchAttached(process);
  }

  /**
   * What `find` gives back as soon as that is not undefined; undefined once `ms` of real time have passed in vain.
   * @throws ServerGone, Stopped
   */
  async until<T>(find: () => T | undefined, ms: number | null = this.patienceMs): Promise<T | undefined> {
    return this.#wait(find, ms, AbortSignal.any([this.options.stop, this.#gone.signal]));
  }

  /** The same, also once the game server has ended: then what is still on its way is seen, and no more comes. */
  async untilOrGone<T>(find: () => T | undefined, ms: number): Promise<T | undefined> {
    try {
      return await this.until(find, ms);
    } catch (error) {
      if (!(error instanceof ServerGone)) throw error;
      await this.inTime(this.gse.settled());
      return find();
    }
  }

  /** True once the game server has ended; false when `ms` of real time have passed before. @throws Stopped */
  async untilGone(ms: number): Promise<boolean> {
    return (
      (await this.inTime(
        this.#whenGone.then(() => true),
        ms,
      )) ?? false
    );
  }

  /** Moves GSE's time on; an answer that is due on the way is waited for, with patience. @throws ServerGone, Stopped */
  async advance(ms: number): Promise<void> {
    await this.orGone(this.gse.advance(ms), FOREVER_MS);
  }

  /** The outcome of the work, or undefined when it takes longer than `ms` of real time. @throws ServerGone, Stopped */
  async orGone<T>(work: Promise<T>, ms: number = this.patienceMs): Promise<T | undefined> {
    const gone = this.#whenGone.then(() => {
      throw this.#gone.signal.reason as Error;
    });
    gone.catch(() => undefined);
    return this.inTime(Promise.race([work, gone]), ms);
  }

  /** The same, also once the game server has ended. @throws Stopped */
  async inTime<T>(work: Promise<T>, ms: number = this.patienceMs): Promise<T | undefined> {
    const tooLate = new Error("too late");
    const { terminal, stop } = this.options;
    try {
      return await within(work, { clock: terminal.clock, ms, signal: stop, tooLate: () => tooLate });
    } catch (error) {
      if (error === tooLate) return undefined;
      throw error;
    }
  }

  /** Lets real time pass. @throws Stopped */
  async pause(ms: number): Promise<void> {
    await this.inTime(new Promise<never>(() => undefined), ms);
  }

  /** Ends the program, where we started it, and the GSE around it; nothing of either is left. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#program?.end(GRACE_MS);
    await this.wire.close();
    await this.gse.close();
  }

  /** By force, without waiting. */
  killNow(): void {
    this.#program?.killNow();
  }

  async #start(): Promise<void> {
    const { command, fleet, clientPorts, terminal } = this.options;
    const [file, ...args] = command;
    if (file === undefined) return;
    const program = await ChildProgram.start(
      {
        command: [file, ...args],
        cwd: terminal.cwd,
        env: {
          ...terminal.env,
          GSE_AGENT_ADDRESS: this.wire.address,
          GSE_FLEET_ID: fleet,
          GSE_GAME_DIR: terminal.cwd,
          GSE_CLIENT_PORT_RANGE: clientPorts,
        },
      },
      (line) => {
        this.lines.push(line);
        if (this.lines.length > KEPT_LINES) this.lines.shift();
      },
      terminal.clock,
    );
    this.#program = program;
    void program.ended.then((end) => {
      this.#end = end;
      this.#gone.abort(new ServerGone(`it has ended (${howItEnded(end)})`));
    });
  }

  async #watchAttached(process: GameServerProcess): Promise<void> {
    while (localRuntime.isAlive(process)) {
      await pause(this.options.terminal.clock, LOOK_PERIOD_MS);
      if (this.#closed.signal.aborted) return;
    }
    this.#gone.abort(new ServerGone(`the process with pid ${String(process.pid)} has ended`));
  }

  async #wait<T>(find: () => T | undefined, ms: number | null, signal: AbortSignal): Promise<T | undefined> {
    try {
      return await this.gse.until("the game server", find, { timeoutMs: ms ?? FOREVER_MS, signal });
    } catch (error) {
      if (error instanceof TestGseError && error.code === "WAITED_IN_VAIN") return undefined;
      throw this.options.stop.aborted ? new Stopped("asked to end") : error;
    }
  }
}
