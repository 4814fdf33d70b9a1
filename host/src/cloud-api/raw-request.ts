import type { FastifyRequest } from "fastify";

/** A request as it came from the wire: nothing decoded or normalised, because the signature covers these very bytes. */
export interface RawRequest {
  /** Upper case. */
  readonly method: string;
  /** What stands before "?" in the request line. */
  readonly path: string;
  /** What stands after "?", "" for nothing. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

/** The header's value without blanks around it; undefined when absent. */
export function headerOf(request: RawRequest, name: string): string | undefined {
  const value = Object.hasOwn(request.headers, name) ? request.headers[name] : undefined;
  return typeof value === "string" ? value.trim() : undefined;
}

/** The media type alone, in lower case: "application/json" of "Application/JSON; charset=utf-8"; "" when absent. */
export function mediaTypeOf(request: RawRequest): string {
  return (headerOf(request, "content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** The request as it came; its body is what was read of it so far. */
export function rawRequest({ raw, body }: FastifyRequest): RawRequest {
  const url = raw.url ?? "/";
  const mark = url.indexOf("?");
  return {
    method: raw.method ?? "",
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? "" : url.slice(mark + 1),
    headers: raw.headers,
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
  };
}
