import { createServer } from "node:net";
import { usageError } from "./exit.js";

export interface WantedPort {
  /** `host:port` */
  readonly address: string;
  /** What wants it, for people. */
  readonly what: string;
  readonly flag: string;
}

/** Which of these addresses something listens on already. */
export async function portsInUse(wanted: readonly WantedPort[]): Promise<readonly WantedPort[]> {
  const taken: WantedPort[] = [];
  for (const one of wanted) if (await isInUse(one.address)) taken.push(one);
  return taken;
}

/**
 * Names all that are taken at once, so that nobody finds out one by one.
 * @throws CliError, exit code 2, that says which flag changes each
 */
export function refuseTaken(taken: readonly WantedPort[]): void {
  if (taken.length === 0) return;
  const lines = taken.map(({ address, what, flag }) => `  ${address}  wanted by ${what}; change it with ${flag}`);
  throw usageError(
    `${taken.length === 1 ? "an address is" : `${String(taken.length)} addresses are`} in use already:\n` +
      `${lines.join("\n")}\nEnd what listens there, or choose others (port 0 picks a free one)`,
  );
}

/** What every host listens on. */
export const hostPorts = (settings: {
  readonly agentAddress: string;
  readonly apiAddress: string;
}): readonly WantedPort[] => [
  { address: settings.agentAddress, what: "the agent", flag: "--agent HOST:PORT" },
  { address: settings.apiAddress, what: "the cloud API", flag: "--api HOST:PORT" },
];

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

/** A port of 127.0.0.1 that nothing listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen({ host: "127.0.0.1", port: 0 }, () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });
}
