/** True for a host name, as written in an address or a URL, that never leaves this machine. */
export const isLoopbackName = (name: string): boolean =>
  /^(?:localhost|\[::1\]|127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i.test(name);

/** True for `unix:PATH`, and for `HOST:PORT` whose host never leaves this machine. */
export const isLoopbackAddress = (address: string): boolean =>
  address.startsWith("unix:") || isLoopbackName(address.replace(/:\d+$/, ""));
