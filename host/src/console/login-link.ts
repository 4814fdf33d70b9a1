/** The token stands behind "#": no browser sends that anywhere, so it is in no server's and no proxy's log. */
export const loginLink = (base: string, token: string): string => `${base}/console/#login=${token}`;
