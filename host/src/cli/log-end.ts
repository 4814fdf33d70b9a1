import type { Clock } from "../ports/index.js";
import { printable } from "./printable.js";

const MOST_LINES = 20;
/** Long enough for that many lines of any sensible length. */
const MOST_BYTES = 16 * 1024;
const TIMEOUT_MS = 5_000;

/** The last lines of a log, indented, fit for a terminal; undefined where there is none or it cannot be read. */
export async function logEnd(url: string, clock: Clock): Promise<string | undefined> {
  const text = url === "" ? undefined : await endOf(url, clock);
  if (text === undefined) return undefined;
  const lines = text.replace(/\s+$/, "").split(/\r?\n/);
  return lines
    .slice(-MOST_LINES)
    .map((line) => `    ${printable(line)}`)
    .join("\n");
}

/** That a log cannot be read is no reason for the command to fail: what it tells of has been told. */
async function endOf(url: string, clock: Clock): Promise<string | undefined> {
  const ending = new AbortController();
  const timer = clock.setTimeout(() => {
    ending.abort();
  }, TIMEOUT_MS);
  try {
    const answer = await fetch(url, { headers: { range: `bytes=-${String(MOST_BYTES)}` }, signal: ending.signal });
    const isText = answer.headers.get("content-type")?.startsWith("text/") === true;
    if (!answer.ok || !isText) {
      await answer.body?.cancel();
      return undefined;
    }
    return (await answer.text()).slice(-MOST_BYTES);
  } catch {
    return undefined;
  } finally {
    clock.clearTimeout(timer);
  }
}
