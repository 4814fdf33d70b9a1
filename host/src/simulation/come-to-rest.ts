import { OPERATOR_WANTS } from "./cloud-user.js";
import { unrest } from "./convergence.js";
import { roomyMeasure } from "./machine-room.js";
import type { Simulation } from "./simulation.js";

/** Everything comes to rest within this time. */
const CALM_MS = 7_200_000;
const SLICE_MS = 20_000;

/** Nothing goes wrong any more. What is left comes to rest; then the host is drained, and closed. */
export async function comeToRest(simulation: Simulation): Promise<void> {
  const { disk, ledger, time, told } = simulation;
  simulation.note("calm");
  simulation.isCalm = true;
  disk.isFull = false;
  disk.failures = 0;
  simulation.life?.dieIn(undefined);
  crashHopeless(simulation);
  if (!(await isUp(simulation))) return;
  // It may have been told so just before: it drains only once it has started.
  if (told.isDraining) {
    simulation.life?.close();
    if (!(await isUp(simulation))) return;
  }
  // What an operator wants is told once, and the word may have been lost.
  for (const { id, statusReason, endsAtMs } of ledger.processes.live.values())
    if (statusReason === OPERATOR_WANTS && endsAtMs === null)
      void simulation.say({ type: "endProcess", processId: id, endsAtMs: time.now(), reason: OPERATOR_WANTS });
  if (!(await wait(simulation, "everything comes to rest", () => unrest(simulation)))) return;
  simulation.lookClosely();
  void simulation.say({ type: "drain", reason: "the simulation is over" });
  await wait(simulation, "a host that drains ends all that it runs", () =>
    [...ledger.launches.live.values()].map(({ id, status }) => `launch ${id} is still ${status}`),
  );
  simulation.life?.close();
  await simulation.pass(0);
}

const isUp = (simulation: Simulation): Promise<boolean> =>
  wait(simulation, "a host that ended is started again", () =>
    simulation.life?.isUp === true && !simulation.isStarting ? [] : ["there is none"],
  );

/** Nobody would ever end what cannot end itself and may not be ended, nor what was started by hand. */
function crashHopeless({ os, ledger, weather }: Simulation): void {
  for (const process of os.processes()) {
    const { hosted, isHung, temper } = process.server;
    const isProtected = [...ledger.sessions.live.values()].some(
      ({ id, processId, protectionPolicy }) =>
        protectionPolicy === "FullProtection" && (id === hosted || processId === process.launchId),
    );
    const isBad = isHung || temper.manner !== "good";
    if (process.launchId === null || (isBad && (isProtected || !weather.endsUnhealthyProcesses))) os.crash(process);
  }
}

/** False once an invariant is broken, this one or another. */
async function wait(simulation: Simulation, invariant: string, left: () => readonly string[]): Promise<boolean> {
  const { time } = simulation;
  const untilMs = time.elapsedMs + CALM_MS;
  do {
    if (simulation.life?.isUp === true) void simulation.say(roomyMeasure(simulation));
    await simulation.pass(SLICE_MS);
    simulation.look();
  } while (left().length > 0 && time.elapsedMs < untilMs && !simulation.isOver);
  if (simulation.isOver) return false;
  const found = left();
  for (const one of found) simulation.broken(invariant, one);
  return found.length === 0;
}
