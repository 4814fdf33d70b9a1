/**
 * The host names that a client may have signed, likeliest first. Tencent's Node SDK signs the bare name with TC3 and the
 * name with its port with signature v1; other SDKs are believed to sign the port always (cloud-api-protocol 3.1, 4, 10).
 */
export function signableHosts(hostHeader: string, portFirst: boolean): readonly string[] {
  const bare = hostHeader.replace(/:\d+$/, "");
  // A URL with the default port sends no port, yet signature v1 signs the endpoint as it was configured.
  if (bare === hostHeader) return [bare, `${bare}:80`, `${bare}:443`];
  return portFirst ? [hostHeader, bare] : [bare, hostHeader];
}
