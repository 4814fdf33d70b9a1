import { status, type ServiceError, type StatusObject } from "@grpc/grpc-js";
import { GseError, type GseErrorCode } from "../model/index.js";
import type { OldGenerationFailure } from "./gse-response.js";
import { REASON_KEY } from "./gse-refusal.js";
import { reasonOf } from "./refusal-reasons.js";

/** Who was called, in words for error messages. */
export interface Peer {
  readonly address: string;
  /** Where the address came from, and what to try when nobody answers there. */
  readonly origin?: string | undefined;
  readonly hint?: string | undefined;
}

// Names that an answer may begin with; the SERVICE_CALL codes are ours to give, never an answer's.
const names: Readonly<Record<Exclude<GseErrorCode, Unanswered | "ADDRESS_UNAVAILABLE">, true>> = {
  ALREADY_INITIALIZED: true,
  PROCESS_NOT_READY: true,
  PROCESS_NOT_ACTIVE: true,
  PROCESS_READY_FAILED: true,
  PROCESS_ENDING_FAILED: true,
  GAME_SERVER_SESSION_NOT_READY: true,
  GAME_SERVER_SESSION_READY_FAILED: true,
  GAME_SERVER_SESSION_ENDED_FAILED: true,
  UNEXPECTED_PLAYER_SESSION: true,
  FLEET_MISMATCH: true,
  BAD_REQUEST_EXCEPTION: true,
  INTERNAL_SERVICE_EXCEPTION: true,
};
type Unanswered = "SERVICE_CALL_FAILED" | "SERVICE_CALL_TIMED_OUT";

const isName = (text: string | undefined): text is keyof typeof names =>
  text !== undefined && Object.hasOwn(names, text);

const theirMistake: ReadonlySet<status> = new Set([
  status.UNKNOWN,
  status.INTERNAL,
  status.DATA_LOSS,
  status.ABORTED,
  status.UNIMPLEMENTED,
]);

const unanswered: ReadonlySet<status> = new Set([status.UNAVAILABLE, status.CANCELLED, status.DEADLINE_EXCEEDED]);

// What grpc-js 1.14 says itself, under other codes, of calls that a broken connection ended: before they were sent,
const unsent = /^Failed to start HTTP\/2 stream/;
// and before a whole answer had come.
const brokenAnswer =
  /^(?:Received RST_STREAM|Received HTTP status code 200$|No status information received$|Received message larger than max|Failed to decompress|Bandwidth exhausted or memory limit exceeded$)/;

/** Whether the other side said so. Otherwise it is gRPC that says so here, since no whole answer came. */
export const isAnswer = ({ code, details }: StatusObject): boolean =>
  code === status.OK || !(unanswered.has(code) || unsent.test(details) || brokenAnswer.test(details));

/** What an error says of the call that it ended. */
export interface About {
  /** Begins the message. */
  readonly doing: string;
  readonly requestId?: string | undefined;
}

/** A failed call as a GseError: the answer's own GSE name, or what the status amounts to. */
export function fromStatus(end: StatusObject, about: About, peer: Peer): GseError {
  const { code, details, metadata } = end;
  const cause: ServiceError = Object.assign(new Error(`${code} ${status[code]}: ${details}`), end);
  if (code === status.DEADLINE_EXCEEDED) return noAnswerInTime(about, peer, details, cause);
  if (brokenAnswer.test(details)) return brokenOff(about, peer, details, cause);
  if (!isAnswer(end)) return nobodyAnswers(about, peer, details, cause);
  const said = split(details);
  const reason = metadata.get(REASON_KEY)[0];
  return new GseError(
    said.name ?? (theirMistake.has(code) ? "INTERNAL_SERVICE_EXCEPTION" : "BAD_REQUEST_EXCEPTION"),
    `${about.doing} was refused: ${said.text === "" ? `gRPC status ${status[code]} without details` : said.text}`,
    {
      cause,
      reason: reasonOf(typeof reason === "string" ? reason : undefined, said.name),
      requestId: about.requestId,
    },
  );
}

/** The older generation's way to say no. */
export function fromOldGeneration(failure: OldGenerationFailure, { doing, requestId }: About): GseError {
  const said = split(failure.errorMessage);
  return new GseError(
    said.name ?? (failure.status === 1 ? "BAD_REQUEST_EXCEPTION" : "INTERNAL_SERVICE_EXCEPTION"),
    `${doing} was refused: ${said.text === "" ? `GseResponse status ${failure.status} without a message` : said.text}`,
    { reason: reasonOf(undefined, said.name), requestId },
  );
}

export const noAnswerInTime = ({ doing, requestId }: About, peer: Peer, details: string, cause?: Error): GseError =>
  new GseError(
    "SERVICE_CALL_TIMED_OUT",
    `${doing}: no answer from ${place(peer)} in time${details === "" ? "" : ` (${details})`}; it may have had its effect`,
    cause === undefined ? { requestId } : { cause, requestId },
  );

const nobodyAnswers = ({ doing, requestId }: About, peer: Peer, details: string, cause: unknown): GseError =>
  new GseError(
    "SERVICE_CALL_FAILED",
    `${doing}: nobody answers at ${place(peer)}: ${lastErrorOf(details)}${peer.hint === undefined ? "" : `; ${peer.hint}`}`,
    { cause, requestId },
  );

/** What came is no whole answer, so it counts as none. */
export const brokenOff = ({ doing, requestId }: About, peer: Peer, details: string, cause: unknown): GseError =>
  new GseError(
    "SERVICE_CALL_FAILED",
    `${doing}: the answer from ${place(peer)} broke off (${details}); it may have had its effect`,
    { cause, requestId },
  );

const place = (peer: Peer): string => `"${peer.address}"${peer.origin === undefined ? "" : ` (${peer.origin})`}`;

/** "NAME: text" in its parts; all of it as text where it does not begin with a known name. */
function split(details: string): { readonly name: keyof typeof names | undefined; readonly text: string } {
  const found = /^([A-Z][A-Z0-9_]*)(?::\s*|$)/.exec(details);
  return isName(found?.[1])
    ? { name: found[1], text: details.slice(found[0].length) }
    : { name: undefined, text: details };
}

// grpc-js wraps what the socket said in words about itself.
const lastErrorOf = (details: string): string =>
  /Last error: (?:Error: )?(.*?)\.?(?: Resolution note:.*)?$/s.exec(details)?.[1] ?? details;
