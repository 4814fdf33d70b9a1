/** The last part of a game server session's id: `gssess-…`, or what the caller chose. */
export const lastPart = (sessionId: string): string => sessionId.slice(sessionId.lastIndexOf("/") + 1);

/** Enough of the id to tell sessions apart on a screen; `gse session` takes it in place of the whole. */
export function shortId(sessionId: string): string {
  const part = lastPart(sessionId);
  return /^gssess-[\da-f]{8}-[\da-f-]{27}$/.test(part) ? part.slice(0, "gssess-".length + 8) : part;
}

/** Where in the list the session is that was meant: by its whole id, its last part, or the beginning of that. */
export function sessionsMeant(meant: string, sessionIds: readonly string[]): readonly string[] {
  const whole = sessionIds.filter((id) => id === meant || lastPart(id) === meant);
  return whole.length > 0 ? whole : sessionIds.filter((id) => lastPart(id).startsWith(meant));
}
