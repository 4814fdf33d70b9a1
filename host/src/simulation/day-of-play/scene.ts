import {
  creationsCountSince,
  step,
  upSettings,
  World,
  type Effect,
  type EngineSettings,
  type Step,
} from "../../engine/index.js";
import type { Command, HostEvent, Instance, Launch, Replies } from "../../model/index.js";
import { MemoryDisk, MemoryJournal } from "../../testing/memory-journal.js";
import { Agenda } from "./agenda.js";

/** From the wish for an instance to its processes' ProcessReady. */
const SET_UP_MS = 45_000;
const PROCESS_START_MS = 3_000;

const settings: EngineSettings = {
  ...upSettings,
  quotas: { ...upSettings.quotas, instances: 10_000, instancesOfType: 10_000 },
};

/** The engine, without a disk, and a machine that does what it is told in its time; everything in virtual time. */
export class Scene {
  readonly agenda = new Agenda();
  readonly world: World;
  readonly #onEvent: (event: HostEvent) => void;
  nowMs: number;
  #ids = 0;
  readonly #uuid = (): string => {
    const hex = (this.#ids++).toString(16).padStart(12, "0");
    return `${hex.slice(4)}-0000-4000-8000-${hex}`;
  };
  #pids = 1_000;

  constructor(startAtMs: number, onEvent: (event: HostEvent) => void) {
    this.nowMs = startAtMs;
    this.#onEvent = onEvent;
    const empty = new MemoryJournal(new MemoryDisk());
    this.world = new World(empty.load(creationsCountSince(startAtMs)), empty);
  }

  say<C extends Command>(command: C): Step<C>["reply"] {
    const decided = step({ world: this.world, settings, uuid: this.#uuid }, command, this.nowMs);
    for (const effect of decided.effects) this.#carryOut(effect);
    for (const event of decided.events) this.#onEvent(event);
    return decided.reply;
  }

  /** The reply's value. @throws where it is a refusal, which would be a fault of the scene */
  ok<C extends Command>(command: C): Replies[C["type"]] {
    const reply = this.say(command);
    if (!reply.ok) throw new Error(`"${command.type}" was refused: ${reply.refusal.message}`);
    return reply.value;
  }

  /** Lets everything happen that was put on the agenda. */
  run(): void {
    while (
      this.agenda.next((atMs) => {
        this.nowMs = atMs;
      })
    )
      this.world.commit();
  }

  #carryOut(effect: Effect): void {
    switch (effect.do) {
      case "setUpInstance":
        this.#later(SET_UP_MS, () => {
          this.#setUp(effect.instance);
        });
        return;
      case "launch":
        this.#later(PROCESS_START_MS, () => {
          this.#start(effect.launch);
        });
        return;
      case "askToTerminate":
        // A game server that hosts nobody goes at once; the others when their game is over.
        if (effect.process.sessionId === null) this.#exit(effect.process.id);
        return;
      case "killLaunch":
        this.#exit(effect.launch.id);
        return;
      case "removeInstance":
        this.#later(0, () => {
          this.say({ type: "instanceRemoved", instanceId: effect.instance.id });
        });
        return;
      case "startSession":
      case "checkHealth":
        return;
    }
  }

  #setUp({ id }: Instance): void {
    for (const part of ["download", "extract", "install", "validate"] as const)
      this.say({ type: "instanceStepDone", instanceId: id, step: part, outcome: { ok: true }, log: "" });
  }

  #start({ id, token }: Launch): void {
    const pid = this.#pids++;
    const startedAt = String(pid);
    this.say({ type: "launchDone", processId: id, outcome: { ok: true, pid, startedAt } });
    const ports = { clientPort: 7_000 + (pid % 1_000), grpcPort: 9_000 + (pid % 1_000) };
    this.say({ type: "processReady", pid, startedAt, groupLeader: pid, ...ports, logPaths: [], token });
  }

  #exit(processId: Launch["id"]): void {
    this.#later(500, () => {
      this.say({ type: "launchExited", processId, how: "exit code 0", log: "" });
    });
  }

  #later(ms: number, run: () => void): void {
    this.agenda.at(this.nowMs + ms, run);
  }
}
