import type { InstanceId } from "../model/index.js";
import type { Machine } from "../ports/index.js";

/** The same machine, on which an instance's folder goes only when the logs in it are gathered. */
export const gatheredFirst = (machine: Machine, settled: (id: InstanceId) => Promise<void>): Machine => ({
  setUp: (order, onStep) => {
    machine.setUp(order, onStep);
  },
  launch: (order) => machine.launch(order),
  kill: (launch) => {
    machine.kill(launch);
  },
  remove: async (instance) => {
    await settled(instance.id);
    await machine.remove(instance);
  },
  onExit: (listener) => {
    machine.onExit(listener);
  },
  recover: (known) => machine.recover(known),
  close: () => {
    machine.close();
  },
});
