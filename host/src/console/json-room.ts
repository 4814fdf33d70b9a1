import type { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ApiRefusal, mediaTypeOf, rawRequest, readBody } from "../cloud-api/index.js";
import { ConsoleRefusal } from "./console-refusal.js";
import { checkOrigin } from "./own-origin.js";

/** More than any request of the console has. */
const MAX_BODY_BYTES = 64 * 1024;

/** Stands in for a body that was longer. */
const OVERSIZE = Symbol("a body too large");

/** The fields of a request's body; `field` has none that nobody sent. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Has this room take nothing but JSON objects of its own pages, and answer JSON that nobody keeps; what goes wrong becomes
 * `{"Code", "Message"}` under an HTTP status that is not 200.
 * @param onFault told of what is the host's fault
 */
export function takeJsonOnly(room: FastifyInstance, onFault: (doing: string, error: unknown) => void): void {
  room.removeAllContentTypeParsers();
  room.addContentTypeParser(
    "*",
    async (_incoming: FastifyRequest, payload: Readable) => (await readBody(payload, MAX_BODY_BYTES)) ?? OVERSIZE,
  );
  room.addHook("onRequest", async (incoming, reply) => {
    void reply.headers({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
    checkOrigin(rawRequest(incoming));
  });
  room.setErrorHandler((error, _incoming, reply) => {
    const { status, code, message } = refusalOf(error, onFault);
    return sendJson(reply.code(status), { Code: code, Message: message });
  });
}

export const sendJson = (reply: FastifyReply, value: object): FastifyReply =>
  reply.type("application/json; charset=utf-8").send(JSON.stringify(value));

/** The body, which must be a JSON object. @throws ConsoleRefusal */
export function fieldsOf(incoming: FastifyRequest): Fields {
  if (incoming.body === OVERSIZE)
    throw new ConsoleRefusal(
      413,
      "RequestSizeLimitExceeded",
      `the body is too large: ${MAX_BODY_BYTES} bytes are allowed`,
    );
  const request = rawRequest(incoming);
  // A form, which any page may send anywhere, never counts as JSON.
  if (mediaTypeOf(request) !== "application/json")
    throw new ConsoleRefusal(415, "UnsupportedProtocol", "the body is not called JSON: send it as application/json");
  const value = parsed(request.body);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new ConsoleRefusal(400, "InvalidParameter", "the body is not a JSON object");
}

/** A text field; undefined when it is not there. @throws ConsoleRefusal */
export function textIn(fields: Fields, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined || typeof value === "string") return value;
  throw new ConsoleRefusal(400, "InvalidParameter", `"${name}" is not a string: give it in quotes`);
}

/** An instant in milliseconds since 1970, which must be there. @throws ConsoleRefusal */
export function instantIn(fields: Fields, name: string): number {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw new ConsoleRefusal(
    400,
    value === undefined ? "MissingParameter" : "InvalidParameter",
    `"${name}" is ${value === undefined ? "missing" : "no instant"}: give whole milliseconds since 1970`,
  );
}

/** A whole number within its range, both ends included; undefined when it is not there. @throws ConsoleRefusal */
export function wholeIn(fields: Fields, name: string, min: number, max: number): number | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return value;
  throw new ConsoleRefusal(
    400,
    "InvalidParameterValue",
    `"${name}" is not ${String(min)} to ${String(max)}: give a whole number within`,
  );
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

interface Refused {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

function refusalOf(error: unknown, onFault: (doing: string, error: unknown) => void): Refused {
  if (error instanceof ConsoleRefusal) return error;
  if (error instanceof ApiRefusal) {
    const { code, message } = error;
    return { status: /^(AuthFailure|UnauthorizedOperation)/.test(code) ? 403 : 400, code, message };
  }
  if (isOfTheRequest(error))
    return { status: 400, code: "InvalidParameter", message: `the request could not be read: ${error.message}` };
  onFault("answer the console", error);
  return { status: 500, code: "InternalError", message: "the host failed at this request; its log has the reason" };
}

/** Fastify's own, of what it cannot read. */
const isOfTheRequest = (error: unknown): error is Error =>
  error instanceof Error && "statusCode" in error && typeof error.statusCode === "number" && error.statusCode < 500;
