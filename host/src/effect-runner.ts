import type { Effect } from "./engine/index.js";
import type { CallbackOutcome, Instance, MachineCommand, ObservedCommand } from "./model/index.js";
import type { Clock, Machine, ProcessLink, TimerId } from "./ports/index.js";

/** An answer is given up only after the session's activation has timed out, so that this is what is decided. */
const START_ANSWER_MARGIN_MS = 1_000;
/** OnProcessTerminate wants a short answer; the ending itself has its own deadline. */
const TERMINATE_ANSWER_MS = 10_000;
/** An answer to OnHealthCheck is due before the next one (gse-semantics b.4). */
const HEALTH_ANSWER_MS = 60_000;
/** An instance's folder that could not be taken away is tried again so much later. */
const REMOVE_AGAIN_MS = 5_000;

export interface EffectRunnerOptions {
  readonly clock: Clock;
  readonly link: ProcessLink;
  readonly machine: Machine;
  /** Takes what an effect brought back to the engine. */
  readonly observed: (command: ObservedCommand | MachineCommand) => void;
  readonly onFault: (doing: string, error: unknown) => void;
}

/** Does what the engine decided, once it is on disk, and brings back what came of it as commands. */
export class EffectRunner {
  readonly #options: EffectRunnerOptions;
  readonly #timers = new Set<TimerId>();
  #isClosed = false;

  constructor(options: EffectRunnerOptions) {
    this.#options = options;
  }

  carryOut(effect: Effect): void {
    const { clock, link, machine } = this.#options;
    switch (effect.do) {
      case "startSession": {
        const { process, session } = effect;
        this.#observe(
          link.startSession(process, session, session.activateByMs + START_ANSWER_MARGIN_MS),
          (outcome) => ({ type: "sessionStartAnswered", processId: process.id, sessionId: session.id, outcome }),
        );
        return;
      }
      case "checkHealth":
        this.#observe(link.checkHealth(effect.process, clock.now() + HEALTH_ANSWER_MS), (outcome) => ({
          type: "healthChecked",
          processId: effect.process.id,
          outcome,
        }));
        return;
      case "askToTerminate":
        // Whether it answers changes nothing: its end has a deadline, or none by its protection policy.
        void link.askToTerminate(effect.process, clock.now() + TERMINATE_ANSWER_MS);
        return;
      case "setUpInstance":
        machine.setUp(effect, (step) => {
          this.#options.observed({ type: "instanceStepDone", instanceId: effect.instance.id, ...step });
        });
        return;
      case "launch":
        void machine.launch(effect).then((outcome) => {
          this.#options.observed({ type: "launchDone", processId: effect.launch.id, outcome });
        });
        return;
      case "killLaunch":
        machine.kill(effect.launch);
        return;
      case "removeInstance":
        this.#remove(effect.instance);
        return;
    }
  }

  #remove(instance: Instance): void {
    const { clock, machine, onFault } = this.#options;
    machine.remove(instance).then(
      () => {
        this.#options.observed({ type: "instanceRemoved", instanceId: instance.id });
      },
      (error: unknown) => {
        if (this.#isClosed) return;
        onFault(`remove instance "${instance.id}"`, error);
        const id = clock.setTimeout(() => {
          this.#timers.delete(id);
          this.#remove(instance);
        }, REMOVE_AGAIN_MS);
        this.#timers.add(id);
      },
    );
  }

  #observe(answer: Promise<CallbackOutcome>, toCommand: (outcome: CallbackOutcome) => ObservedCommand): void {
    answer
      .then((outcome) => {
        this.#options.observed(toCommand(outcome));
      })
      .catch((error: unknown) => {
        this.#options.onFault("take the answer of a game server process", error);
      });
  }

  /** Nothing is begun any more; what is under way goes on, and nobody hears of it. */
  close(): void {
    this.#isClosed = true;
    for (const id of this.#timers) this.#options.clock.clearTimeout(id);
    this.#timers.clear();
  }
}
