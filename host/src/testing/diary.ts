import type { CallContext } from "gse-server-sdk/wire";
import type { CallbackOutcome, GameServerProcess, HostEvent, ProcessId } from "../model/index.js";
import type { AgentCallName, CallbackName } from "./call-names.js";
import type { AgentRequests } from "./watched-agent.js";
import type { SeenCallback } from "./watched-link.js";

/** A call that a game server process made; `request` has the type of its `call`. */
export type SeenCall = { readonly [Name in AgentCallName]: SeenCallOf<Name> }[AgentCallName];

export interface SeenCallOf<Name extends AgentCallName> {
  readonly call: Name;
  readonly pid: number;
  /** The same again when a caller repeats a call whose answer it did not get. */
  readonly requestId: string;
  /** When it arrived, in milliseconds of virtual time. */
  readonly atMs: number;
  readonly request: AgentRequests[Name];
  /** "ok", or what it was refused with; undefined while it is not answered. */
  readonly answer: string | undefined;
}

type Open<T, Key extends keyof T> = { -readonly [K in Key]: T[K] } & Omit<T, Key>;

/** Everything that happened, in order. */
export class Diary {
  readonly calls: SeenCall[] = [];
  readonly callbacks: SeenCallback[] = [];
  readonly events: HostEvent[] = [];
  /** Those that are ready and have not ended, in the order of ProcessReady. */
  readonly processes = new Map<ProcessId, GameServerProcess>();
  readonly ended = new Map<ProcessId, GameServerProcess>();
  /** Whether it has ended or not. */
  lastReady: GameServerProcess | undefined;
  /** Grows with every entry and every answer. */
  entries = 0;
  readonly #onEntry: () => void;

  constructor(onEntry: () => void) {
    this.#onEntry = onEntry;
  }

  /** What it gives back takes the answer. */
  noteCall<Name extends AgentCallName>(
    name: Name,
    request: AgentRequests[Name],
    { pid, requestId }: CallContext,
    atMs: number,
  ): (answer: string) => void {
    const { _unknownFields, ...fields } = request as AgentRequests[Name] & { readonly _unknownFields?: unknown };
    const entry = { call: name, pid, requestId, atMs, request: fields, answer: undefined as string | undefined };
    this.calls.push(entry as unknown as SeenCall);
    this.#note();
    return (answer) => {
      entry.answer = answer;
      this.#note();
    };
  }

  noteCallback(callback: CallbackName, { pid }: GameServerProcess, atMs: number): (outcome: CallbackOutcome) => void {
    const entry: Open<SeenCallback, "outcome"> = { callback, pid, atMs, outcome: undefined };
    this.callbacks.push(entry);
    this.#note();
    return (outcome) => {
      entry.outcome = outcome;
      this.#note();
    };
  }

  noteEvent(event: HostEvent): void {
    this.events.push(event);
    if (event.type === "processReady") this.lastReady = event.process;
    if (event.type === "processEnded") {
      this.processes.delete(event.process.id);
      this.ended.set(event.process.id, event.process);
    } else if ("process" in event) this.processes.set(event.process.id, event.process);
    this.#note();
  }

  /** In a line, for whoever waited in vain. */
  summary(): string {
    const processes = this.processes.size;
    const said = this.calls.slice(-5).map(({ call, answer }) => `${call} (${answer ?? "not answered"})`);
    const open = this.callbacks.filter(({ outcome }) => outcome === undefined).map(({ callback }) => callback);
    return [
      processes === 0 ? "no game server process is ready" : `${String(processes)} game server processes are ready`,
      said.length === 0 ? "none has called the agent" : `the last calls were ${said.join(", ")}`,
      ...(open.length === 0 ? [] : [`not answered by the game server: ${open.join(", ")}`]),
    ].join("; ");
  }

  #note(): void {
    this.entries++;
    this.#onEntry();
  }
}
