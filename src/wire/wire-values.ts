import { GseError } from "../model/index.js";

// The codec underneath sends the text "undefined" for a missing string and U+FFFD for half a surrogate pair, and
// throws deep inside gRPC for numbers it cannot hold. JavaScript callers get a sentence instead.

const loneSurrogate = /\p{Surrogate}/u;

const refuse = (field: string, found: unknown, wanted: string): GseError =>
  new GseError("BAD_REQUEST_EXCEPTION", `cannot send ${field} "${String(found)}": it must be ${wanted}`);

/** A string that arrives as it was given. */
export function asText(field: string, value: string): string {
  if (typeof value !== "string") throw refuse(field, value, `a string, not ${typeof value}`);
  if (loneSurrogate.test(value)) throw refuse(field, wellFormed(value), "well-formed Unicode, without lone surrogates");
  return value;
}

export function asInt32(field: string, value: number): number {
  if (!Number.isInteger(value) || value < -0x8000_0000 || value > 0x7fff_ffff)
    throw refuse(field, value, "a whole number of at most 32 bits");
  return value;
}

export function asInt64(field: string, value: bigint): bigint {
  if (typeof value !== "bigint" || value !== BigInt.asIntN(64, value))
    throw refuse(field, value, "a bigint of at most 64 bits");
  return value;
}

/** The same text with U+FFFD where half a surrogate pair stood. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");
