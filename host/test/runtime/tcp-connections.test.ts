import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { tcpConnections } from "../../src/runtime/local/tcp-connections.js";
import { useTempDir } from "../support/use-temp-dir.js";

const head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
const line = (local: string, state: string) =>
  `   0: ${local} 0100007F:D2F0 ${state} 00000000:00000000 00:00000000 00000000     0        0 2904314 1\n`;

test("are counted by their local port, those that stand, in IPv4 and IPv6", () => {
  const folder = useTempDir();
  const files = ["tcp", "tcp6"].map((name) => join(folder, name));
  const [four = "", six = ""] = files;
  writeFileSync(four, head + line("0100007F:1B58", "01") + line("0100007F:1B58", "0A") + line("0100007F:1B59", "06"));
  writeFileSync(six, head + line("00000000000000000000000001000000:1B58", "01") + line("0".repeat(32) + ":1B5A", "01"));
  expect(tcpConnections(files)).toEqual(
    new Map([
      [7_000, 2],
      [7_002, 1],
    ]),
  );
  expect(tcpConnections([four, join(folder, "none")])).toEqual(new Map([[7_000, 1]]));
  expect(tcpConnections([join(folder, "none")])).toBeUndefined();
});

test.skipIf(!existsSync("/proc/net/tcp"))("are those of this machine", async () => {
  const server = createServer((socket) => socket.resume()).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.close();
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  expect(tcpConnections()?.get(port)).toBeUndefined();
  const client = connect(port, "127.0.0.1");
  await Promise.all([once(client, "connect"), once(server, "connection")]);
  expect(tcpConnections()?.get(port)).toBe(1);
  client.destroy();
});
