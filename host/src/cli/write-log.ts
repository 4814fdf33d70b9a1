import type { Terminal } from "./terminal.js";

/**
 * Writes what a game wrote: as it is where a program reads it; on a terminal colours may stay, and whatever else would give
 * the terminal orders goes.
 */
export function writeLog(text: string, terminal: Terminal): void {
  terminal.stdout.write(
    terminal.isInteractive ? text.replace(orders, (found, at: number) => kept(found, at, text)) : text,
  );
}

/** Control characters, and what turns the direction of text. */
const orders = /\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu;

function kept(found: string, at: number, text: string): string {
  if (found === "\n" || found === "\t") return found;
  const isColor = found === "\u001b" && /^\[[\d;]{0,20}m/.test(text.slice(at + 1, at + 24));
  return isColor ? found : "";
}
