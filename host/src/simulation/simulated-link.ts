import type { CallbackOutcome, GameServerProcess, GameServerSession, OsProcess } from "../model/index.js";
import type { Clock, ProcessLink, Runtime } from "../ports/index.js";
import type { Answer, GameServer } from "./game-server.js";
import type { OperatingSystem } from "./operating-system.js";
import { strikes, type Stage } from "./stage.js";

/** The way to game servers, on which callbacks and their answers are lost, doubled and late. */
export class SimulatedLink implements ProcessLink {
  readonly #stage: Stage;
  readonly #os: OperatingSystem;
  readonly #clock: Clock;

  /** @param clock of the host's life: when the host is killed, no answer reaches it */
  constructor(stage: Stage, os: OperatingSystem, clock: Clock) {
    this.#stage = stage;
    this.#os = os;
    this.#clock = clock;
  }

  startSession(process: GameServerProcess, session: GameServerSession, deadlineAtMs: number): Promise<CallbackOutcome> {
    return this.#call("start", process, deadlineAtMs, (server, answer) => {
      server.startSession(session, answer);
    });
  }

  checkHealth(process: GameServerProcess, deadlineAtMs: number): Promise<CallbackOutcome> {
    return this.#call("health", process, deadlineAtMs, (server, answer) => {
      server.checkHealth(answer);
    });
  }

  askToTerminate(process: GameServerProcess, deadlineAtMs: number): Promise<CallbackOutcome> {
    return this.#call("terminate", process, deadlineAtMs, (server, answer) => {
      server.terminate(process.endsAtMs, answer);
    });
  }

  forget(): void {
    // Nothing is kept for a process.
  }

  #call(
    name: string,
    { grpcPort }: GameServerProcess,
    deadlineAtMs: number,
    call: (server: GameServer, answer: Answer) => void,
  ): Promise<CallbackOutcome> {
    const { random, weather } = this.#stage;
    const clock = this.#clock;
    const isLost = strikes(this.#stage, weather.lostCalls);
    const isDoubled = strikes(this.#stage, weather.doubledCalls);
    const lateMs = strikes(this.#stage, weather.lateCalls) ? random.between(100, 70_000) : 0;
    if (isLost) this.#stage.note("fault: lost callback", () => name);
    if (isDoubled) this.#stage.note("fault: doubled callback", () => name);
    if (lateMs > 0) this.#stage.note("fault: late callback", () => name);
    return new Promise((resolve) => {
      const giveUp = clock.setTimeout(
        () => {
          resolve({ kind: "unreachable", reason: "DEADLINE_EXCEEDED" });
        },
        Math.max(0, deadlineAtMs - clock.now()),
      );
      const answer: Answer = (outcome) => {
        clock.setTimeout(
          () => {
            clock.clearTimeout(giveUp);
            resolve(outcome);
          },
          random.between(0, 3),
        );
      };
      const isAnswerLost = isLost && random.onceIn(2);
      if (isLost && !isAnswerLost) return;
      // What is on its way arrives, whatever becomes of the host.
      this.#stage.time.setTimeout(
        () => {
          const server = this.#os.processes().find(({ server }) => server.grpcPort === grpcPort)?.server;
          if (server === undefined) {
            answer({ kind: "unreachable", reason: "ECONNREFUSED" });
            return;
          }
          call(server, isAnswerLost ? () => undefined : answer);
          if (isDoubled) call(server, () => undefined);
        },
        lateMs + random.between(0, 3),
      );
    });
  }
}

export const simulatedRuntime = (os: OperatingSystem): Runtime => ({
  startedAt: (pid) => os.processOf(pid)?.startedAt ?? null,
  isAlive: ({ pid, startedAt }: OsProcess) => os.processOf(pid)?.startedAt === startedAt,
  groupLeader: (pid) => os.processOf(pid)?.pid ?? null,
});
