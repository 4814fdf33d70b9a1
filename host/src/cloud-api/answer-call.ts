import { actions, apiVersion, type ActionName } from "../gen/cloud-api.js";
import type { Clock, CommandHost, Logs, Packages, Statistics, Stopwatch } from "../ports/index.js";
import { runAction } from "./actions/index.js";
import { ApiRefusal } from "./api-refusal.js";
import type { HostFacts } from "./host-facts.js";
import type { ApiLogger } from "./logger.js";
import { readParams } from "./params/read-params.js";
import type { CallRates } from "./rate-limits.js";
import { regions } from "../regions.js";
import type { LogLinks } from "./signature/log-links.js";
import type { VerifiedCall } from "./signature/verify-call.js";

export interface CallSettings {
  readonly host: CommandHost;
  readonly clock: Clock;
  readonly uuid: () => string;
  readonly isReady: () => boolean;
  readonly facts: HostFacts;
  readonly links: LogLinks;
  readonly logs?: Logs | undefined;
  readonly packages?: Packages | undefined;
  readonly statistics?: Statistics | undefined;
  /** Without it, anybody may call as often as he likes. */
  readonly rates?: CallRates | undefined;
  readonly watch?: CallWatch | undefined;
  readonly logger?: ApiLogger | undefined;
}

/** Told of each call that was answered. */
export interface CallWatch {
  readonly stopwatch: Stopwatch;
  /** @param action of the catalogue, "" for a call that named none; `code`: "OK", or that of the refusal */
  apiCalled(action: string, code: string, ms: number): void;
}

/** Who calls, from where. */
export interface Caller {
  /** What is called; to be read once. @throws ApiRefusal */
  readonly read: () => VerifiedCall;
  /** Where a call takes place that names no region; undefined when it must name one. */
  readonly defaultRegion: string | undefined;
  /** How the caller reaches this host: "http://127.0.0.1:8080". */
  readonly base: string;
}

/**
 * Answers one call in GSE's envelope, whatever happens. `caller.read` tells who calls and what; the rest is checked here in
 * the order of cloud-api-protocol 7: token, version, action, region, parameters, and then the action's own rules.
 */
export async function answerCall(caller: Caller, settings: CallSettings): Promise<string> {
  const { watch } = settings;
  const beganMs = watch?.stopwatch() ?? 0;
  const requestId = settings.uuid();
  const seen: Seen = { action: "" };
  let code = "OK";
  try {
    return envelope(await resultOf(caller, requestId, seen, settings), requestId);
  } catch (error) {
    const refusal = toRefusal(error, requestId, settings);
    code = refusal.code;
    return refusalEnvelope(refusal, requestId);
  } finally {
    watch?.apiCalled(seen.action, code, watch.stopwatch() - beganMs);
  }
}

/** How far the call was understood before it was refused. */
interface Seen {
  action: ActionName | "";
}

async function resultOf(
  { read, defaultRegion, base }: Caller,
  requestId: string,
  seen: Seen,
  { host, clock, isReady, facts, links, logs, packages, statistics, rates, logger }: CallSettings,
): Promise<object> {
  const call = read();
  checkToken(call);
  checkVersion(call.version, defaultRegion !== undefined);
  const action = actionOf(call.action);
  seen.action = action;
  if (rates?.take(call.signer.kind, action, clock.now()) === false) throw tooOften(action, rates.limitOf(action));
  const region = regionOf(call.region ?? defaultRegion);
  const request = readParams(action, call.given);
  if (!isReady()) throw new ApiRefusal("InternalError", "the host is starting or stopping: try again in a moment");
  // Only for whoever looks for it: a call that changes something is told by the host's events, in GSE Local's words.
  logger?.debug({ requestId, action, req: request }, "cloud API call");
  const logUrl = (name: string): string => links.url(name, base);
  const nowMs = clock.now();
  return runAction(action, request, { host, region, nowMs, facts, logs, packages, statistics, logUrl });
}

const tooOften = (action: ActionName, limit: number): ApiRefusal =>
  new ApiRefusal(
    "RequestLimitExceeded",
    `"${action}" may be called ${limit} times a second with one key, and was called more often: call again in a moment`,
  );

function toRefusal(error: unknown, requestId: string, { logger }: CallSettings): ApiRefusal {
  if (error instanceof ApiRefusal) {
    logger?.info({ requestId, code: error.code }, error.message);
    return error;
  }
  logger?.error({ requestId, err: error }, "a cloud API call failed");
  // The journal's own words say what the disk did, and what to do about it.
  if (error instanceof Error && error.name === "JournalError")
    return new ApiRefusal("InternalError", `nothing was changed, and what runs goes on: ${error.message}`);
  return new ApiRefusal("InternalError", "the host failed at this call; its log has the reason under this RequestId");
}

const envelope = (result: object, requestId: string): string =>
  JSON.stringify({ Response: { ...result, RequestId: requestId } });

export const refusalEnvelope = ({ code, message }: ApiRefusal, requestId: string): string =>
  JSON.stringify({ Response: { Error: { Code: code, Message: message }, RequestId: requestId } });

/** A temporary key's own was looked at already. The SDK sends the words for a token that its caller left undefined. */
function checkToken({ signer, token }: VerifiedCall): void {
  if (signer.kind !== "console" && token !== undefined && !["", "undefined", "null"].includes(token))
    throw new ApiRefusal("AuthFailure.TokenFailure", "a token goes with temporary keys only: call without one");
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
