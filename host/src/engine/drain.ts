import type { MachineCommand, Reply } from "../model/index.js";
import { beginEnding, protectedUntilMs } from "./end-process.js";
import { endLaunchNow } from "./launching.js";
import { done, type Turn } from "./turn.js";

/** The host goes down with all that it runs: nothing new, and each process goes as its session's protection allows. */
export function drain(turn: Turn, { reason }: Extract<MachineCommand, { type: "drain" }>): Reply<undefined> {
  const { deployment, processes } = turn.world;
  turn.world.startDraining();
  for (const process of [...processes.values()]) beginEnding(turn, process, reason, protectedUntilMs(turn, process));
  for (const launch of [...deployment.launches.values()])
    if (launch.status === "STARTING" || launch.status === "STARTED") endLaunchNow(turn, launch, reason);
  return done(undefined);
}
