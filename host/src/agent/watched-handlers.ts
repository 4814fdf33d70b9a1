import type { AgentHandlers } from "gse-server-sdk/wire";
import type { Stopwatch } from "../ports/index.js";

/** Told of each call that was answered. */
export interface AgentWatch {
  readonly stopwatch: Stopwatch;
  /** @param call as game servers know it: "ProcessReady" */
  agentCalled(call: string, result: "ok" | "refused", ms: number): void;
}

/** The same handlers, whose calls are told. */
export function watchedHandlers(handlers: AgentHandlers, watch: AgentWatch): AgentHandlers {
  const watched = Object.entries(handlers).map(([name, handle]: [string, Handler]) => {
    const call = name.charAt(0).toUpperCase() + name.slice(1);
    const answer: Handler = async (request, caller) => {
      const beganMs = watch.stopwatch();
      let result: "ok" | "refused" = "refused";
      try {
        const given = await handle(request, caller);
        result = "ok";
        return given;
      } finally {
        watch.agentCalled(call, result, watch.stopwatch() - beganMs);
      }
    };
    return [name, answer] as const;
  });
  // Each handler by its name, as it came: the compiler cannot follow that.
  return Object.fromEntries(watched) as unknown as AgentHandlers;
}

type Handler = (request: never, caller: never) => Promise<unknown>;
