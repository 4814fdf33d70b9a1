// A host that is killed between the start of a process and the commit that would say so; or while install.sh runs.
import { join } from "node:path";
import { LocalMachine } from "../../../dist/runtime/local/local-machine.js";
import { systemClock } from "../../../dist/system-clock.js";

const [, , dataDir, rows] = process.argv;
const { instance, fleet, asset, launch } = JSON.parse(rows);
const machine = new LocalMachine({
  dataDir,
  blobPath: ({ blob }) => join(dataDir, "blobs", blob),
  agentAddress: () => "127.0.0.1:5758",
  environment: process.env,
  clock: systemClock,
  onFault: (doing, error) => process.stderr.write(`could not ${doing}: ${error}\n`),
});
machine.setUp({ instance, fleet, asset }, ({ step, outcome }) => {
  if (!outcome.ok) process.stderr.write(`${outcome.reason}\n`);
  if (step === "validate") void machine.launch({ launch, fleet }).then(() => process.kill(process.pid, "SIGKILL"));
});
