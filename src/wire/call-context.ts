import { randomUUID } from "node:crypto";
import { status, type Metadata, type ServerUnaryCall } from "@grpc/grpc-js";
import { GseRefusal } from "./gse-refusal.js";

/** Who calls, as told by the metadata of every call (gse-semantics b.1). */
export interface CallContext {
  readonly pid: number;
  /** Unique per call; the same again when a caller repeats a call whose answer it did not get. */
  readonly requestId: string;
  readonly token: string | undefined;
  /** Aborts when the caller gave up or went away. */
  readonly signal: AbortSignal;
}

/** @throws GseRefusal INVALID_ARGUMENT when `pid` is missing or no process id */
export function readCallContext<Request, Response>(call: ServerUnaryCall<Request, Response>): CallContext {
  return new MetadataContext(call, readPid(call.metadata));
}

/** Makes its AbortSignal only when somebody asks: most handlers never do. */
class MetadataContext implements CallContext {
  readonly requestId: string;
  readonly token: string | undefined;
  readonly #call: Pick<ServerUnaryCall<unknown, unknown>, "cancelled" | "once">;
  #signal: AbortSignal | undefined;

  constructor(
    call: Pick<ServerUnaryCall<unknown, unknown>, "cancelled" | "once" | "metadata">,
    readonly pid: number,
  ) {
    this.#call = call;
    this.requestId = text(call.metadata, "requestid") ?? randomUUID();
    this.token = text(call.metadata, "token");
  }

  get signal(): AbortSignal {
    this.#signal ??= signalOf(this.#call);
    return this.#signal;
  }
}

/** Made once: grpc-js says of every call that it is over by saying that it is cancelled, and an exception takes its stack along. */
const overReason = new DOMException("the caller gave up or went away", "AbortError");

/** Aborts when the call's caller gave up or went away. */
export function signalOf(call: Pick<ServerUnaryCall<unknown, unknown>, "cancelled" | "once">): AbortSignal {
  const controller = new AbortController();
  if (call.cancelled) controller.abort(overReason);
  else
    call.once("cancelled", () => {
      controller.abort(overReason);
    });
  return controller.signal;
}

// Process ids are 22 bits on Linux and 32 on Windows.
const LARGEST_PID = 0xffff_ffff;

function readPid(metadata: Metadata): number {
  const given = text(metadata, "pid");
  const pid = given !== undefined && /^[1-9][0-9]{0,9}$/.test(given) ? Number(given) : NaN;
  if (pid <= LARGEST_PID) return pid;
  throw new GseRefusal(
    status.INVALID_ARGUMENT,
    "BAD_REQUEST_EXCEPTION",
    given === undefined
      ? 'the metadata key "pid" is missing; send the process id with every call'
      : `the metadata key "pid" is "${given.slice(0, 40)}", not a process id; send it in decimal digits`,
    "invalid-pid",
  );
}

function text(metadata: Metadata, key: string): string | undefined {
  const value = metadata.get(key)[0];
  return typeof value === "string" && value !== "" ? value : undefined;
}
