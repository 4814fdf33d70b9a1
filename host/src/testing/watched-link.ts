import { grpcStatus } from "gse-server-sdk/wire";
import type { CallbackOutcome, GameServerProcess, GameServerSession } from "../model/index.js";
import type { Clock, ProcessLink } from "../ports/index.js";
import type { CallbackName } from "./call-names.js";
import type { ActiveFault, FaultOrders } from "./fault-orders.js";
import { pause } from "./pause.js";
import type { Awaited } from "./stillness.js";

/** A callback that GSE made to a game server process. */
export interface SeenCallback {
  readonly callback: CallbackName;
  readonly pid: number;
  /** When, in milliseconds of virtual time. */
  readonly atMs: number;
  /** Undefined while no answer has come. */
  readonly outcome: CallbackOutcome | undefined;
}

interface Options {
  readonly link: ProcessLink;
  readonly clock: Clock;
  readonly faults: FaultOrders;
  /** Told when a callback is made; what it gives back is told of the outcome. */
  readonly onCallback: (callback: CallbackName, process: GameServerProcess) => (outcome: CallbackOutcome) => void;
  /** Holds what has not been answered. */
  readonly awaited: Set<Awaited>;
}

/** The way to game server processes, with an eye on it and what a test orders to go wrong. */
export class WatchedLink implements ProcessLink {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  startSession(process: GameServerProcess, session: GameServerSession, deadlineAtMs: number): Promise<CallbackOutcome> {
    return this.#call("OnStartGameServerSession", process, deadlineAtMs, () =>
      this.#options.link.startSession(process, session, deadlineAtMs),
    );
  }

  checkHealth(process: GameServerProcess, deadlineAtMs: number): Promise<CallbackOutcome> {
    return this.#call("OnHealthCheck", process, deadlineAtMs, () =>
      this.#options.link.checkHealth(process, deadlineAtMs),
    );
  }

  askToTerminate(process: GameServerProcess, deadlineAtMs: number): Promise<CallbackOutcome> {
    return this.#call("OnProcessTerminate", process, deadlineAtMs, () =>
      this.#options.link.askToTerminate(process, deadlineAtMs),
    );
  }

  forget(process: GameServerProcess): void {
    this.#options.link.forget(process);
  }

  async #call(
    name: CallbackName,
    process: GameServerProcess,
    deadlineAtMs: number,
    make: () => Promise<CallbackOutcome>,
  ): Promise<CallbackOutcome> {
    const { faults, onCallback, awaited, clock } = this.#options;
    const answered = onCallback(name, process);
    const fault = faults.meet(name);
    const settled = withFault(fault, clock, deadlineAtMs, make);
    const waiting: Awaited = { settled, isHeld: fault !== undefined && isHeld(fault) };
    awaited.add(waiting);
    try {
      const outcome = await settled;
      answered(outcome);
      return outcome;
    } finally {
      awaited.delete(waiting);
    }
  }
}

const isHeld = ({ kind }: ActiveFault): boolean => kind.do === "drop" || kind.do === "hang" || kind.do === "delay";

async function withFault(
  fault: ActiveFault | undefined,
  clock: Clock,
  deadlineAtMs: number,
  make: () => Promise<CallbackOutcome>,
): Promise<CallbackOutcome> {
  if (fault === undefined) return make();
  const { kind, restored } = fault;
  const leftMs = deadlineAtMs - clock.now();
  const noAnswer = async (): Promise<CallbackOutcome> => {
    await pause(clock, deadlineAtMs - clock.now());
    return { kind: "unreachable", reason: `no answer in ${String(leftMs)} ms: a test ordered so` };
  };
  switch (kind.do) {
    case "drop":
      await make();
      return noAnswer();
    case "hang":
      return Promise.race([noAnswer(), restored.then(make)]);
    case "delay": {
      const outcome = make();
      await pause(clock, Math.min(kind.byMs, leftMs));
      return kind.byMs > leftMs ? noAnswer() : outcome;
    }
    case "repeat":
      return (await Promise.all([make(), make()]))[0];
    case "fail":
      return { kind: "unreachable", reason: `${grpcStatus[kind.status]}: ${kind.details}` };
    case "refuse":
      return { kind: "refused", reason: kind.message };
  }
}
