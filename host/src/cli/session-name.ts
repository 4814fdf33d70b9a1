/** The part of a game server session's id that is its own: `gssess-…`, behind it `/` and the placement's id if there is one, or what the caller chose. */
export const lastPart = (sessionId: string): string =>
  /gameserversession\/[^/]+\/(.+)$/.exec(sessionId)?.[1] ?? sessionId.slice(sessionId.lastIndexOf("/") + 1);

/** Enough of the id to tell sessions apart on a screen; `gse session` takes it in place of the whole. */
export function shortId(sessionId: string): string {
  const part = lastPart(sessionId);
  return /^gssess-[\da-f]{8}-[\da-f-]{27}(?:\/|$)/.test(part) ? part.slice(0, "gssess-".length + 8) : part;
}

export interface SessionName {
  readonly id: string;
  readonly name: string;
  /** It has not ended. */
  readonly isOpen: boolean;
}

/**
 * The ids of the sessions that may be meant: by whole id or last part; else by name, where those that are over count only when all
 * are; else by the placement that made it; else by the beginning of the last part.
 */
export function sessionsMeant(meant: string, sessions: readonly SessionName[]): readonly string[] {
  const whole = sessions.filter(({ id }) => id === meant || lastPart(id) === meant);
  const named = sessions.filter(({ name }) => name === meant);
  const open = named.filter(({ isOpen }) => isOpen);
  const placed = sessions.filter(({ id }) => lastPart(id).endsWith(`/${meant}`));
  const placedOpen = placed.filter(({ isOpen }) => isOpen);
  const begun = sessions.filter(({ id }) => lastPart(id).startsWith(meant));
  const found = [whole, open, named, placedOpen, placed].find(({ length }) => length > 0) ?? begun;
  return found.map(({ id }) => id);
}
