import type { CallbackOutcome, GameServerProcess, GameServerSession, ProcessId } from "../../src/model/index.js";
import type { ProcessLink } from "../../src/ports/index.js";

export interface Callback {
  readonly call: "startSession" | "checkHealth" | "askToTerminate";
  readonly process: GameServerProcess;
  readonly session?: GameServerSession;
  readonly deadlineAtMs: number;
}

type Answer = (callback: Callback) => CallbackOutcome | Promise<CallbackOutcome>;

/** Game server processes as far as the host sees them: keeps what it was called with, answers as it was told to. */
export class ScriptedLink implements ProcessLink {
  readonly calls: Callback[] = [];
  readonly forgotten: ProcessId[] = [];
  /** Default: everything goes well, at once. */
  answer: Answer = () => ({ kind: "ok" });

  startSession(process: GameServerProcess, session: GameServerSession, deadlineAtMs: number): Promise<CallbackOutcome> {
    return this.#called({ call: "startSession", process, session, deadlineAtMs });
  }

  checkHealth(process: GameServerProcess, deadlineAtMs: number): Promise<CallbackOutcome> {
    return this.#called({ call: "checkHealth", process, deadlineAtMs });
  }

  askToTerminate(process: GameServerProcess, deadlineAtMs: number): Promise<CallbackOutcome> {
    return this.#called({ call: "askToTerminate", process, deadlineAtMs });
  }

  forget(process: GameServerProcess): void {
    this.forgotten.push(process.id);
  }

  callsOf(call: Callback["call"]): readonly Callback[] {
    return this.calls.filter((made) => made.call === call);
  }

  async #called(callback: Callback): Promise<CallbackOutcome> {
    this.calls.push(callback);
    return this.answer(callback);
  }
}
