import { actions, apiVersion, type ActionName } from "../gen/cloud-api.js";
import type { CommandHost } from "../ports/index.js";
import { runAction } from "./actions/index.js";
import { ApiRefusal } from "./api-refusal.js";
import type { HostFacts } from "./host-facts.js";
import type { ApiLogger } from "./logger.js";
import { readParams } from "./params/read-params.js";
import { regions } from "./regions.js";
import type { VerifiedCall } from "./signature/verify-call.js";

export interface CallSettings {
  readonly host: CommandHost;
  readonly uuid: () => string;
  readonly isReady: () => boolean;
  readonly facts: HostFacts;
  /** Where a log can be read for a while, by its name in the log store; without it nowhere. */
  readonly logUrl?: ((name: string) => string) | undefined;
  readonly logger?: ApiLogger | undefined;
}

/**
 * Answers one call in GSE's envelope, whatever happens. `read` tells who calls and what; the rest is checked here in the
 * order of cloud-api-protocol 7: token, version, action, region, parameters, and then the action's own rules.
 * @param defaultRegion where a call takes place that names no region; undefined when it must name one
 */
export async function answerCall(
  read: () => VerifiedCall,
  defaultRegion: string | undefined,
  settings: CallSettings,
): Promise<string> {
  const requestId = settings.uuid();
  try {
    return envelope(await resultOf(read(), requestId, defaultRegion, settings), requestId);
  } catch (error) {
    return refusalEnvelope(toRefusal(error, requestId, settings), requestId);
  }
}

async function resultOf(
  call: VerifiedCall,
  requestId: string,
  defaultRegion: string | undefined,
  { host, isReady, facts, logUrl = () => "", logger }: CallSettings,
): Promise<object> {
  checkToken(call.token);
  checkVersion(call.version, defaultRegion !== undefined);
  const action = actionOf(call.action);
  const region = regionOf(call.region ?? defaultRegion);
  const request = readParams(action, call.given);
  if (!isReady()) throw new ApiRefusal("InternalError", "the host is starting or stopping: try again in a moment");
  // Only for whoever looks for it: a call that changes something is told by the host's events, in GSE Local's words.
  logger?.debug({ requestId, action, req: request }, "cloud API call");
  return runAction(action, request, { host, region, facts, logUrl });
}

function toRefusal(error: unknown, requestId: string, { logger }: CallSettings): ApiRefusal {
  if (error instanceof ApiRefusal) {
    logger?.info({ requestId, code: error.code }, error.message);
    return error;
  }
  logger?.error({ requestId, err: error }, "a cloud API call failed");
  return new ApiRefusal("InternalError", "the host failed at this call; its log has the reason under this RequestId");
}

const envelope = (result: object, requestId: string): string =>
  JSON.stringify({ Response: { ...result, RequestId: requestId } });

export const refusalEnvelope = ({ code, message }: ApiRefusal, requestId: string): string =>
  JSON.stringify({ Response: { Error: { Code: code, Message: message }, RequestId: requestId } });

/** The host gives out no temporary keys. The SDK sends the words for a token that its caller left undefined. */
function checkToken(token: string | undefined): void {
  if (token !== undefined && !["", "undefined", "null"].includes(token))
    throw new ApiRefusal("AuthFailure.TokenFailure", "this host gives out no temporary keys: call without a token");
}

function checkVersion(version: string | undefined, mayBeMissing: boolean): void {
  if (version === undefined && mayBeMissing) return;
  if (version === undefined || version === "")
    throw new ApiRefusal("MissingParameter", `the required parameter "Version" is missing: give "${apiVersion}"`);
  if (version !== apiVersion)
    throw new ApiRefusal("NoSuchVersion", `there is no version ${shown(version)}: give "${apiVersion}"`);
}

function actionOf(name: string | undefined): ActionName {
  if (name === undefined || name === "")
    throw new ApiRefusal("MissingParameter", 'the required parameter "Action" is missing: give the name of an action');
  if (isAction(name)) return name;
  const meant = Object.keys(actions).find((known) => known.toLowerCase() === name.toLowerCase());
  throw new ApiRefusal(
    "InvalidAction",
    `there is no action ${shown(name)} in version ${apiVersion}${meant === undefined ? "" : `: did you mean "${meant}"?`}`,
  );
}

const isAction = (name: string): name is ActionName => Object.hasOwn(actions, name);

function regionOf(name: string | undefined): string {
  if (name !== undefined && regions.has(name)) return name;
  throw new ApiRefusal(
    "UnsupportedRegion",
    `the region is ${name === undefined || name === "" ? "missing" : shown(name)}; give one of ${[...regions].join(", ")}`,
  );
}

const shown = (text: string): string => JSON.stringify(text.slice(0, 64));
