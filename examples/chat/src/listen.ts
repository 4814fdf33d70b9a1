import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { UsageError, type Options } from "./options.js";

/** Listens on the first free port of those wanted. @returns that port */
export async function listen(server: Server, { host, ports, portsCameFrom }: Options): Promise<number> {
  for (const port of ports) {
    try {
      server.listen({ host, port });
      await once(server, "listening");
      return (server.address() as AddressInfo).port;
    } catch (error) {
      if (codeOf(error) !== "EADDRINUSE")
        throw new UsageError(
          `cannot listen on ${host}:${port}: ${String(error)}; choose another address with --host or --port`,
          {
            cause: error,
          },
        );
    }
  }
  const tried = ports.length === 1 ? `port ${ports[0]} is` : `all ports from ${ports[0]} to ${ports.at(-1)} are`;
  throw new UsageError(
    `cannot open the players' page: ${tried} in use (from ${portsCameFrom}); choose another with --port N, or --port 0 for any free one`,
  );
}

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);
