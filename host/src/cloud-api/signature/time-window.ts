import { ApiRefusal } from "../api-refusal.js";

// cloud-api-protocol 8
const WINDOW_MS = 5 * 60_000;

/** Reads Unix seconds and refuses those more than five minutes from `nowMs`, either way. `name` is what the caller calls it. */
export function checkTimestamp(name: string, text: string | undefined, nowMs: number): number {
  if (text === undefined || text === "")
    throw new ApiRefusal(
      "MissingParameter",
      `the required parameter "${name}" is missing: give the time in Unix seconds`,
    );
  if (!/^\d{1,12}$/.test(text))
    throw new ApiRefusal(
      "InvalidParameter",
      `"${name}" is ${JSON.stringify(text.slice(0, 40))}; give the time in Unix seconds`,
    );
  const seconds = Number(text);
  const aheadMs = seconds * 1000 - nowMs;
  if (Math.abs(aheadMs) > WINDOW_MS)
    throw new ApiRefusal(
      "AuthFailure.SignatureExpire",
      `the request was signed ${Math.round(Math.abs(aheadMs) / 1000)} s ${aheadMs < 0 ? "ago" : "in the future"} by this host's clock, ` +
        `and at most ${WINDOW_MS / 1000} s are allowed: set the clocks right and sign again`,
    );
  return seconds;
}
