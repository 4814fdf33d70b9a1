import { loadavg, totalmem } from "node:os";
import type { MachineLook } from "../../ports/index.js";
import { machineMemory } from "./machine-memory.js";
import { tcpConnections } from "./tcp-connections.js";

/** What this machine tells of itself at this moment. */
export const lookAtMachine = (): MachineLook => ({
  memoryBytes: machineMemory()?.totalBytes ?? totalmem(),
  // Windows has no such number, and Node says 0 there.
  load: process.platform === "win32" ? undefined : loadavg()[0],
  connections: tcpConnections(),
});
