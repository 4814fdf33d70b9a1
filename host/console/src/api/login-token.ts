/**
 * The one-time token of the link that `gse console` printed, `/console/#login=…`. It leaves the address at once, so that it is neither
 * in the history nor on the screen.
 */
export function takeLoginToken(): string | undefined {
  const [, token] = /^#login=([\w-]+)$/.exec(location.hash) ?? [];
  if (token !== undefined) history.replaceState(history.state, "", location.pathname + location.search);
  return token;
}
