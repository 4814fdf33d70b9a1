/** Why a text is no JSON, and in which line and column. @param error what JSON.parse threw of it */
export function jsonFault(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const before = text.slice(0, placeOf(text, message));
  const line = before.split("\n").length;
  const column = before.length - before.lastIndexOf("\n");
  // Where and amid what, as each version of Node says it in its own way.
  const why = message.replace(/(?: in JSON)? at position \d+.*$|, (?:\.\.\.)?".*$/s, "");
  return `line ${String(line)}, column ${String(column)}: ${why}`;
}

function placeOf(text: string, message: string): number {
  const told = /at position (\d+)/.exec(message)?.[1];
  if (told !== undefined) return Number(told);
  // Nothing behind it is to blame for a character that may not stand there.
  for (let end = 1; end <= text.length; end++) if (hasWrongEnd(text.slice(0, end))) return end - 1;
  return text.length;
}

function hasWrongEnd(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return error instanceof Error && error.message.startsWith("Unexpected token");
  }
}
