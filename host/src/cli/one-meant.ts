import { CliError, exitCodes, usageError } from "./exit.js";
import { printable } from "./printable.js";

/** Something that a person may name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

const SHOWN = 5;

/**
 * The one that was meant: by its id, its name (then the newest of that name), the beginning of its id with or without the word
 * before its first "-", or the word "latest".
 * @param all newest first
 * @param kind "asset"
 * @param hints where they were looked for, and how to come by one
 * @throws CliError when there is none, or several
 */
export function oneMeant<Thing extends Named>(
  all: readonly Thing[],
  meant: string,
  kind: string,
  { where, make }: { readonly where: string; readonly make: string },
): Thing {
  const [newest] = all;
  const whole = all.find(({ id }) => id === meant) ?? all.find(({ name }) => name === meant);
  if (whole !== undefined) return whole;
  const found = all.filter(({ id }) => id.startsWith(meant) || id.startsWith(`${kind}-${meant}`));
  const [only] = found;
  if (found.length > 1)
    throw usageError(
      `"${meant}" may be any of ${String(found.length)} ${plural(kind)}: ${namesText(found)}; write more of its id`,
    );
  if (only !== undefined) return only;
  if (meant === "latest" && newest !== undefined) return newest;
  throw new CliError(
    exitCodes.refused,
    all.length === 0
      ? `there is no ${kind} "${meant}", nor any other ${where}; ${make}`
      : `there is no ${kind} "${meant}" ${where}; there are ${namesText(all)}`,
  );
}

const plural = (kind: string): string => (kind.endsWith("s") ? `${kind}es` : `${kind}s`);

/** "asset-1 (chat), asset-2 (arena), …" */
export function namesText(things: readonly Named[]): string {
  const names = things.slice(0, SHOWN).map(({ id, name }) => `${id} (${printable(name)})`);
  return names.join(", ") + (things.length > SHOWN ? ", …" : "");
}
