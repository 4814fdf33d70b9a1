import type { Clock, TimerId } from "../ports/index.js";
import { ChildProgram, howItEnded, type Program } from "./child-program.js";
import { duration } from "./duration.js";

/** Time for the server to tell its players and end its session. */
export const GRACE_MS = 3_500;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** A server that ran so long had started well: the next pause is the first again. */
const GOOD_RUN_MS = 10_000;

export interface DevServerOptions {
  readonly program: Program;
  readonly clock: Clock;
  /** A line that the server printed. */
  readonly onLine: (line: string) => void;
  /** Called with the pid of each run. */
  readonly onStart: (pid: number) => void;
  readonly onNews: (news: DevServerNews) => void;
}

export interface DevServerNews {
  readonly tone: "good" | "plain" | "bad";
  readonly text: string;
  readonly pid?: number;
}

/** The user's game server under `gse dev`: started, started again when its files change or when it ends by itself, ended with us. */
export class DevServer {
  readonly #options: DevServerOptions;
  #current: ChildProgram | undefined;
  /** The one that is being ended by us, whose end is no news. */
  #ending: ChildProgram | undefined;
  #restarting: Promise<void> | undefined;
  #pause: TimerId | undefined;
  #pauseMs = FIRST_PAUSE_MS;
  #isStopped = false;

  private constructor(options: DevServerOptions) {
    this.#options = options;
  }

  /** @throws Error when the program cannot be started at all */
  static async start(options: DevServerOptions): Promise<DevServer> {
    const server = new DevServer(options);
    await server.#run();
    return server;
  }

  /** Ends the server and starts it anew; said again meanwhile, it is done once. */
  restart(why: string): Promise<void> {
    this.#restarting ??= this.#restart(why).finally(() => {
      this.#restarting = undefined;
    });
    return this.#restarting;
  }

  async #restart(why: string): Promise<void> {
    this.#cancelPause();
    this.#pauseMs = FIRST_PAUSE_MS;
    this.#options.onNews({ tone: "plain", text: `${why}: starting the server again` });
    await this.#endCurrent();
    await this.#runOrComplain();
  }

  /** For good. Nothing of it is left when this settles. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelPause();
    await this.#endCurrent();
    await this.#restarting;
    // A restart that was under way may have started one more.
    await this.#endCurrent();
  }

  /** For good and by force, without waiting. */
  killNow(): void {
    this.#isStopped = true;
    this.#current?.killNow();
  }

  async #endCurrent(): Promise<void> {
    this.#ending = this.#current;
    await this.#current?.end(GRACE_MS);
  }

  async #run(): Promise<void> {
    const { program, clock, onLine, onStart, onNews } = this.#options;
    const startedAtMs = clock.now();
    const child = await ChildProgram.start(program, onLine, clock);
    this.#current = child;
    onStart(child.pid);
    onNews({ tone: "plain", text: `started ${program.command.join(" ")} (pid ${String(child.pid)})`, pid: child.pid });
    void child.ended.then((end) => {
      this.#current = undefined;
      if (this.#ending === child) return;
      if (clock.now() - startedAtMs >= GOOD_RUN_MS) this.#pauseMs = FIRST_PAUSE_MS;
      const pause = `starting it again in ${duration(this.#pauseMs)}, or when a file changes`;
      onNews({
        tone: end.code === 0 ? "plain" : "bad",
        text: `the server ended by itself (${howItEnded(end)}); ${pause}`,
        pid: child.pid,
      });
      this.#runAfterPause();
    });
  }

  #runAfterPause(): void {
    if (this.#isStopped) return;
    this.#pause = this.#options.clock.setTimeout(() => {
      this.#pause = undefined;
      void this.#runOrComplain();
    }, this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }

  async #runOrComplain(): Promise<void> {
    if (this.#isStopped) return;
    try {
      await this.#run();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.onNews({ tone: "bad", text: `the server could not be started: ${reason}` });
      this.#runAfterPause();
    }
  }

  #cancelPause(): void {
    if (this.#pause !== undefined) this.#options.clock.clearTimeout(this.#pause);
    this.#pause = undefined;
  }
}
