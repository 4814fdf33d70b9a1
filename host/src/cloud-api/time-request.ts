import type { ActionName } from "../gen/cloud-api.js";
import { foundText } from "../params/describe.js";
import { refusalOf } from "./error-codes.js";

/** The forms in which GSE's requests write times (gse-semantics a); without a zone, in UTC like its answers. */
const form = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * An instant in milliseconds since the epoch, of `2020-10-20T01:37:08Z` or `2020-10-20 01:37:08`; undefined for nothing.
 * @throws ApiRefusal for any other text
 */
export function atMsOf(action: ActionName, field: string, text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  const [, date, time, fraction = "", zone = "Z"] = form.exec(text) ?? [];
  const atMs = date === undefined ? Number.NaN : Date.parse(`${date}T${time ?? ""}${fraction}${zone}`);
  if (!Number.isNaN(atMs)) return atMs;
  throw refusalOf(action, {
    kind: "invalid-value",
    message: `the parameter "${field}" is ${foundText(text)}; give a time such as "2020-10-20T01:37:08Z"`,
  });
}

/** How many minutes the zone is ahead of UTC that such a text names; 0 where it names none. */
export function offsetMinutesOf(text: string): number {
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})$/.exec(text) ?? [];
  const ahead = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return sign === "-" ? -ahead : ahead;
}
