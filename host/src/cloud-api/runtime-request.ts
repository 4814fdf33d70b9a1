import type * as wire from "../gen/cloud-api.js";
import type { RuntimeConfiguration, ServerProcess } from "../model/index.js";
import { foundText } from "../params/describe.js";
import { refusalOf } from "./error-codes.js";

/** What holds for a fleet whose request says nothing of it (gse-semantics b.4, d.2). */
export const defaultRuntime: RuntimeConfiguration = {
  serverProcesses: [],
  activationTimeoutSeconds: 600,
  maxConcurrentActivations: 0,
};

/** gse-semantics d.2 */
const MOST_PROCESSES = 50;
const GAME_DIR = "/local/game/";

/**
 * A runtime configuration (gse-semantics d.2).
 * @param before what holds where the request says nothing
 * @throws ApiRefusal
 */
export function runtimeOf(
  action: wire.ActionName,
  given: wire.RuntimeConfiguration,
  before: RuntimeConfiguration,
): RuntimeConfiguration {
  const serverProcesses = given.ServerProcesses?.map((entry, index) =>
    serverProcessOf(action, `${LIST}.${String(index)}`, entry),
  );
  if ((serverProcesses ?? before.serverProcesses).length === 0)
    throw refusalOf(action, {
      kind: "missing-value",
      message: `the required parameter "${LIST}" is missing: give the executables that each instance runs, each with its LaunchPath`,
    });
  const sum = (serverProcesses ?? []).reduce((total, { concurrentExecutions }) => total + concurrentExecutions, 0);
  if (sum > MOST_PROCESSES)
    throw refusalOf(action, {
      kind: "invalid-value",
      message: `the parameter "${LIST}" asks for ${String(sum)} processes on each instance; the sum of all ConcurrentExecutions may be 1 to ${String(MOST_PROCESSES)}`,
    });
  return {
    serverProcesses: serverProcesses ?? before.serverProcesses,
    activationTimeoutSeconds: given.GameServerSessionActivationTimeoutSeconds ?? before.activationTimeoutSeconds,
    maxConcurrentActivations: given.MaxConcurrentGameServerSessionActivations ?? before.maxConcurrentActivations,
  };
}

const LIST = "RuntimeConfiguration.ServerProcesses";

function serverProcessOf(action: wire.ActionName, path: string, given: wire.ServerProcesse): ServerProcess {
  const { LaunchPath: launchPath, Parameters: parameters = "", ConcurrentExecutions: concurrentExecutions = 1 } = given;
  if (launchPath === undefined)
    throw refusalOf(action, {
      kind: "missing-value",
      message: `the required parameter "${path}.LaunchPath" is missing: give the executable's path below ${GAME_DIR}`,
    });
  if (!isInGameDir(launchPath))
    throw refusalOf(action, {
      kind: "invalid-value",
      message: `the parameter "${path}.LaunchPath" is ${foundText(launchPath)}; give a path below ${GAME_DIR}, whole or as it stands in the package`,
    });
  return { launchPath, parameters, concurrentExecutions };
}

/** An absolute path elsewhere, one that climbs out, or one of Windows, is in no package that this host can run. */
function isInGameDir(path: string): boolean {
  const below = path.startsWith(GAME_DIR) ? path.slice(GAME_DIR.length) : path;
  const parts = below.split("/");
  return !/^\/|^[A-Za-z]:\\|\p{Cc}/u.test(below) && !parts.includes("..") && parts.at(-1) !== "";
}
