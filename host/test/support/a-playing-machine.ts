import { Deadlines } from "../../src/engine/deadlines.js";
import type { Effect } from "../../src/engine/index.js";
import type { Command, HostEvent, ProcessId } from "../../src/model/index.js";
import type { TestEngine } from "./an-engine.js";

/** What a game server does with a session: it hosts it for so long, or it fails it in one of three ways. */
export type Play =
  | { readonly kind: "hosts"; readonly activatesAfterMs: number; readonly lastsMs: number }
  | { readonly kind: "refuses" | "crashes" | "hangs"; readonly afterMs: number };

/** Carries out what an engine decides, in virtual time: a machine, its processes and the games in them. */
export function aPlayingMachine(
  engine: TestEngine,
  { play, onEvent }: { readonly play: () => Play; readonly onEvent: (event: HostEvent) => void },
) {
  const due = new Deadlines<string>();
  const todo = new Map<string, () => void>();
  let names = 0;
  let lastPid = 1_000;

  const later = (ms: number, run: () => void): void => {
    const name = String(++names);
    todo.set(name, run);
    due.set(name, engine.now() + ms);
  };
  const say = (command: Command): boolean => {
    const { reply, effects, events } = engine.run(command);
    for (const event of events) onEvent(event);
    for (const effect of effects) carryOut(effect);
    return reply.ok;
  };
  const exit = (processId: ProcessId, how: string): void => {
    say({ type: "launchExited", processId, how, log: "" });
  };

  const carryOut = (effect: Effect): void => {
    switch (effect.do) {
      case "setUpInstance":
        for (const step of ["download", "extract", "install", "validate"] as const)
          later(500, () =>
            say({ type: "instanceStepDone", instanceId: effect.instance.id, step, outcome: { ok: true }, log: "" }),
          );
        return;
      case "launch": {
        const { id: processId } = effect.launch;
        const pid = ++lastPid;
        const startedAt = `boot ${String(pid)}`;
        const ready = {
          type: "processReady",
          pid,
          startedAt,
          groupLeader: pid,
          grpcPort: 9_000,
          logPaths: [],
        } as const;
        later(100, () => say({ type: "launchDone", processId, outcome: { ok: true, pid, startedAt } }));
        later(300, () => say({ ...ready, clientPort: 7_000 + (pid % 100) }));
        return;
      }
      case "startSession": {
        const { process, session } = effect;
        const { id: sessionId } = session;
        const { id: processId, pid } = process;
        const plays = play();
        if (plays.kind === "hosts") {
          later(plays.activatesAfterMs, () => {
            say({ type: "sessionStartAnswered", processId, sessionId, outcome: { kind: "ok" } });
            if (!say({ type: "activateGameServerSession", pid, sessionId, maxPlayers: 0 })) return;
            later(plays.lastsMs, () => say({ type: "terminateGameServerSession", pid, sessionId }));
          });
        } else if (plays.kind === "refuses")
          later(plays.afterMs, () =>
            say({ type: "sessionStartAnswered", processId, sessionId, outcome: { kind: "refused", reason: "no" } }),
          );
        else if (plays.kind === "crashes")
          later(plays.afterMs, () => {
            exit(processId, "signal SIGSEGV");
          });
        return;
      }
      case "askToTerminate": {
        const { id, pid } = effect.process;
        later(1_000, () => {
          if (engine.world.processes.get(id) !== undefined) say({ type: "processEnding", pid });
          exit(id, "exit code 0");
        });
        return;
      }
      case "killLaunch":
        later(10, () => {
          exit(effect.launch.id, "signal SIGKILL");
        });
        return;
      case "removeInstance":
        later(10, () => say({ type: "instanceRemoved", instanceId: effect.instance.id }));
        return;
      case "checkHealth":
        say({ type: "healthChecked", processId: effect.process.id, outcome: { kind: "ok" } });
    }
  };

  return {
    say,
    later,
    carryOut,
    /** What is due next happens, here or in the engine. False: nothing is before that instant. */
    goOn: (untilMs: number): boolean => {
      const nextMs = Math.min(due.nextAtMs ?? Infinity, engine.world.nextDeadlineAtMs() ?? Infinity);
      if (nextMs > untilMs) return false;
      const { effects, events } = engine.pass(Math.max(0, nextMs - engine.now()));
      for (const event of events) onEvent(event);
      for (const effect of effects) carryOut(effect);
      for (let name = due.due(engine.now()); name !== undefined; name = due.due(engine.now())) {
        due.delete(name);
        const run = todo.get(name);
        todo.delete(name);
        run?.();
      }
      return true;
    },
  };
}
