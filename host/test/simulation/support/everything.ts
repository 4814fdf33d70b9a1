import { fleetEventCodes, type RefusalKind } from "../../../src/model/index.js";
import { wishes } from "../../../src/simulation/cloud-user.js";
import { scalingCauses } from "../../../src/simulation/scaling-watch.js";
import { manners } from "../../../src/simulation/temper.js";
import { blows } from "../../../src/simulation/weather.js";

/** Which refusals the engine gives; the others are the cloud API's. */
const refusals: Readonly<Record<RefusalKind, boolean>> = {
  "invalid-value": true,
  "missing-value": true,
  "session-not-found": true,
  "session-not-active": true,
  "session-full": true,
  "session-closed": true,
  "session-protected": true,
  "player-session-not-found": true,
  "player-session-expired": true,
  "player-session-used": true,
  "no-idle-process": true,
  "creator-limit": true,
  quota: true,
  "alias-not-found": true,
  "alias-terminal": true,
  "asset-not-found": true,
  "asset-in-use": true,
  "alias-in-use": true,
  "queue-not-found": true,
  "queue-exists": true,
  "placement-not-found": true,
  "placement-pending": true,
  "fleet-not-found": true,
  "fleet-not-active": true,
  "fleet-in-use": true,
  "fleet-quota": true,
  "instance-quota": true,
  "instance-not-found": true,
  "host-draining": true,
  "process-not-ready": true,
  "process-not-found": true,
  "wrong-process": true,
  "scaling-policy-not-found": true,
  "timer-not-found": true,
  "package-not-found": false,
  "package-taken": false,
  "package-refused": false,
};

const agentCalls = [
  "processReady",
  "activateGameServerSession",
  "acceptPlayerSession",
  "removePlayerSession",
  "updatePlayerSessionCreationPolicy",
  "terminateGameServerSession",
  "processEnding",
  "reportCustomData",
];

const effects = [
  "startSession",
  "checkHealth",
  "askToTerminate",
  "setUpInstance",
  "removeInstance",
  "launch",
  "killLaunch",
];

const faults = [
  "lost agent call",
  "lost answer of the agent",
  "doubled agent call",
  "late agent call",
  "lost callback",
  "doubled callback",
  "late callback",
  "set-up step fails",
  "set-up step hangs",
  "launch fails (not-found)",
  "launch fails (cannot-run)",
  "launch fails (failed)",
  "kill without effect",
  "removal fails",
  "full disk",
  "failed commit",
  "a failed commit is there after all",
  "host killed before a commit",
  "host killed after a commit",
  "host killed amid effects",
];

/** Declared for what GSE did and one machine does not. */
const neverTold: readonly string[] = [
  "FLEET_INITIALIZATION_FAILED",
  "SERVER_PROCESS_SDK_INITIALIZATION_TIMEOUT",
  "SERVER_DOWN",
];

const placements = ["tried", "tried again", "FULFILLED", "CANCELLED", "TIMED_OUT", "FAILED"];

/** What must happen in a hundred histories, under the names of the coverage. */
export const everything: readonly string[] = [
  ...[...Object.keys(wishes), ...agentCalls, "drain"].map((type) => `said: ${type}`),
  ...["done", "nobody knows"].map((answer) => `answer: ${answer}`),
  ...Object.entries(refusals).flatMap(([kind, isEngines]) => (isEngines ? [`answer: ${kind}`] : [])),
  ...effects.map((effect) => `effect: ${effect}`),
  ...fleetEventCodes.filter((code) => !neverTold.includes(code)).map((code) => `event: ${code}`),
  ...manners.map((manner) => `server: ${manner}`),
  ...placements.map((what) => `placement: ${what}`),
  ...blows.map((blow) => `blow: ${blow}`),
  ...scalingCauses.map((cause) => `scaled: ${cause}`),
  ...faults.map((fault) => `fault: ${fault}`),
];
