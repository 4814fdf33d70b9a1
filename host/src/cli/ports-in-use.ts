import { createServer } from "node:net";
import { usageError } from "./exit.js";

export interface WantedPort {
  /** `host:port` */
  readonly address: string;
  /** What wants it, for people. */
  readonly what: string;
  readonly flag: string;
}

/**
 * Says of all addresses at once which are taken, so that nobody finds out one by one.
 * @throws CliError, exit code 2, that names each and the flag that changes it
 */
export async function checkPorts(wanted: readonly WantedPort[]): Promise<void> {
  const taken: WantedPort[] = [];
  for (const one of wanted) if (await isInUse(one.address)) taken.push(one);
  if (taken.length === 0) return;
  const lines = taken.map(({ address, what, flag }) => `  ${address}  wanted by ${what}; another one: ${flag}`);
  throw usageError(
    `${taken.length === 1 ? "an address is" : "addresses are"} in use already:\n${lines.join("\n")}\n` +
      `End what listens there, or choose others (port 0 picks a free one)`,
  );
}

function isInUse(address: string): Promise<boolean> {
  const mark = address.lastIndexOf(":");
  const port = Number(address.slice(mark + 1));
  if (address.startsWith("unix:") || port === 0) return Promise.resolve(false);
  const host = address.slice(0, mark).replace(/^\[(.*)\]$/, "$1");
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code === "EADDRINUSE");
    });
    probe.listen({ host, port }, () => {
      probe.close(() => {
        resolve(false);
      });
    });
  });
}
