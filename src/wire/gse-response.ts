import { BinaryReader } from "@bufbuild/protobuf/wire";
import { GseResponse } from "../gen/GseGrpcSdkService.js";
import { fromOldGeneration, type About } from "./grpc-errors.js";

// Tags of the older generation's fields: number << 3 | wire type (gse-semantics b.2).
const STATUS_TAG = (1 << 3) | 0;
const ERROR_MESSAGE_TAG = (3 << 3) | 2;

/** What an answer of the older generation (until late 2020) says went wrong. */
export interface OldGenerationFailure {
  /** 1: ERROR_400, 2: ERROR_500. */
  readonly status: number;
  readonly errorMessage: string;
}

/**
 * Undefined for success: an empty answer, or one of the older generation whose status is OK.
 * @internal as `checkedGameServerSession` is
 */
export function oldGenerationFailure(response: GseResponse): OldGenerationFailure | undefined {
  const fields = response._unknownFields ?? {};
  const status = fields[STATUS_TAG]?.at(-1);
  if (status === undefined) return undefined;
  const number = new BinaryReader(status).int32();
  if (number === 0) return undefined;
  const message = fields[ERROR_MESSAGE_TAG]?.at(-1);
  return { status: number, errorMessage: message === undefined ? "" : new BinaryReader(message).string() };
}

/**
 * Reads an answer that only says yes.
 * @throws GseError where it says no
 */
export function readYes(bytes: Uint8Array, about: About): void {
  const failure = oldGenerationFailure(GseResponse.decode(bytes));
  if (failure !== undefined) throw fromOldGeneration(failure, about);
}
