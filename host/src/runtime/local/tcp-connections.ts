import { readFileSync } from "node:fs";

/** State 01 of /proc/net/tcp, ESTABLISHED (proc_net(5)); the local port stands in front of it. */
const established = /^ *\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 01 /gm;

const linux: readonly string[] = ["/proc/net/tcp", "/proc/net/tcp6"];

/** How many TCP connections stand to each port of this machine; undefined where the system does not tell. */
export function tcpConnections(files = linux): ReadonlyMap<number, number> | undefined {
  const counts = new Map<number, number>();
  let isTold = false;
  for (const file of files) {
    let text: string;
    try {
      text = readFileSync(file, "latin1");
    } catch {
      // A machine without IPv6 has one of them only.
      continue;
    }
    isTold = true;
    for (const [, port = ""] of text.matchAll(established)) {
      const number = Number.parseInt(port, 16);
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
  }
  return isTold ? counts : undefined;
}
