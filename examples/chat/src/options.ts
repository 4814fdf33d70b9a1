import { parseArgs } from "node:util";

/** What was asked for cannot be done as it was asked; the message says what to write instead. Exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface Options {
  /** Loopback unless told otherwise. */
  readonly host: string;
  /** The first of these that is free is taken; 0 stands for any free port. */
  readonly ports: readonly number[];
  /** What to change if none is free. */
  readonly portsCameFrom: string;
}

export const usage = `Usage: node dist/server.js [--port N] [--host ADDRESS]

A chat room on GSE. It tells the GSE agent (GSE_AGENT_ADDRESS, else 127.0.0.1:5758) that it is ready and waits for
game server sessions; players come by http://<address>:<port>/?playerSessionId=<their player session>.

  --port N        where players connect; 0 picks a free port
                  default: CHAT_PORT, else the first free port of GSE_CLIENT_PORT_RANGE, else 7000
  --host ADDRESS  which address to listen on; default CHAT_HOST, else 127.0.0.1 (0.0.0.0: every address)
`;

export function parseOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Options {
  const given = readArgs(args);
  const host = given.host ?? (env["CHAT_HOST"] || "127.0.0.1");
  if (given.port !== undefined) return { host, ports: [port(given.port, "--port")], portsCameFrom: "--port" };
  if (env["CHAT_PORT"]) return { host, ports: [port(env["CHAT_PORT"], "CHAT_PORT")], portsCameFrom: "CHAT_PORT" };
  const range = env["GSE_CLIENT_PORT_RANGE"];
  if (range) return { host, ports: portRange(range), portsCameFrom: "GSE_CLIENT_PORT_RANGE" };
  return { host, ports: [7000], portsCameFrom: "the default" };
}

function readArgs(args: readonly string[]): { readonly port?: string; readonly host?: string } {
  try {
    return parseArgs({ args: [...args], options: { port: { type: "string" }, host: { type: "string" } } }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, { cause: error });
  }
}

function port(text: string, from: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535)
    throw new UsageError(`${from} must be a port from 0 to 65535, got "${text}"`);
  return number;
}

/** `7000-7099`, or one port. */
function portRange(text: string): number[] {
  const [first = "", last = first, ...more] = text.split("-").map((part) => part.trim());
  const from = port(first, "GSE_CLIENT_PORT_RANGE");
  const to = port(last, "GSE_CLIENT_PORT_RANGE");
  if (more.length > 0 || from > to)
    throw new UsageError(`GSE_CLIENT_PORT_RANGE must be like "7000-7099", got "${text}"`);
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}
