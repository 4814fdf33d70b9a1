import type { GameServerProcess, HostEvent, Refusal, RefusalKind, Reply } from "../model/index.js";
import type { Effect } from "./effects.js";
import type { EngineSettings } from "./settings.js";
import type { World } from "./world.js";

/** What a command has at hand: the world, the time, and where to note what must follow. */
export interface Turn {
  readonly world: World;
  readonly settings: EngineSettings;
  readonly nowMs: number;
  readonly uuid: () => string;
  readonly effects: Effect[];
  readonly events: HostEvent[];
}

export const done = <T>(value: T): Reply<T> => ({ ok: true, value });

export const refused = (
  kind: RefusalKind,
  message: string,
  field?: string,
): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: field === undefined ? { kind, message } : { kind, message, field },
});

/** Who a call of the agent says that it is. */
export interface Caller {
  readonly pid: number;
  readonly token?: string;
}

/** The process that calls, or why it may not. A token says more than a pid, which a container may give twice. */
export function callingProcess(turn: Turn, caller: Caller, doing: string): Reply<GameServerProcess> {
  const process = findCaller(turn, caller);
  if (process !== undefined) return done(process);
  return refused(
    "process-not-ready",
    `cannot ${doing}: no process with pid ${String(caller.pid)} is ready; call ProcessReady first, with the same "pid" metadata`,
  );
}

export function findCaller({ world }: Turn, { pid, token }: Caller): GameServerProcess | undefined {
  const launch = token === undefined ? undefined : world.deployment.launchByToken(token);
  return launch === undefined ? world.processByPid(pid) : world.processes.get(launch.id);
}
