import { Metadata, status, type ServerErrorResponse, type StatusObject } from "@grpc/grpc-js";
import { messageOf } from "../model/index.js";
import { wellFormed } from "./wire-values.js";

/** Trailing metadata of a refusal: finer than the GSE name, for programs. */
export const REASON_KEY = "gse-reason";

// Both travel as HTTP/2 headers, which peers limit to 8 kB or more in all.
const LONGEST_DETAILS = 1_000;
const LONGEST_REASON = 100;

/** A handler's "no": becomes this gRPC status, with details that begin with the GSE name. */
export class GseRefusal extends Error {
  override readonly name = "GseRefusal";

  constructor(
    readonly status: status,
    readonly gseName: string,
    message: string,
    readonly reason?: string,
  ) {
    super(message);
  }
}

/** What goes out when a handler rejects. */
export function toStatus(error: unknown): ServerErrorResponse | Partial<StatusObject> {
  if (!(error instanceof GseRefusal))
    return { code: status.INTERNAL, details: details("INTERNAL_SERVICE_EXCEPTION", messageOf(error)) };
  const answer = { code: error.status, details: details(error.gseName, error.message) };
  if (error.reason === undefined) return answer;
  const metadata = new Metadata();
  metadata.set(REASON_KEY, error.reason.replace(/[^\x20-\x7e]/g, "?").slice(0, LONGEST_REASON));
  return { ...answer, metadata };
}

// Half a surrogate pair would make gRPC's own percent-encoding throw; cutting comes first, as it may make one.
const details = (gseName: string, message: string): string =>
  wellFormed(`${gseName}: ${message}`.slice(0, LONGEST_DETAILS));
