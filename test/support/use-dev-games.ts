import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { createCloudApiClient, type CloudApiClient } from "gse-host/client";
import { onTestFinished } from "vitest";
import { useProgram } from "./use-program.js";
import { useTempDir } from "./use-temp-dir.js";

type Program = ReturnType<typeof useProgram>;

export interface DevGames {
  readonly api: CloudApiClient;
  /** What a program beside it is told by its environment. */
  readonly env: Readonly<Record<"GSE_ENDPOINT" | "GSE_DATA", string>>;
  /** Game servers by their ports. */
  readonly games: ReadonlyMap<number, Program>;
  /** One more game server, which waits for a session. */
  startGame(): Promise<void>;
  /** Kills the host and starts another one in its place. */
  restartHost(): Promise<void>;
}

/** `gse dev`, and game servers of `examples/hello` that were started beside it. */
export async function useDevGames(flags: readonly string[] = []): Promise<DevGames> {
  const data = await useTempDir();
  const startHost = async (api: string, agent: string) => {
    const where = ["--api", api, "--agent", agent, "--data", data];
    const program = useProgram("host/bin/gse.js", ["dev", ...where, "--log", "json", ...flags]);
    const found = JSON.parse(await program.line("gse dev is up")) as { readonly api: string; readonly agent: string };
    return { program, ...found };
  };
  let host = await startHost("127.0.0.1:0", "127.0.0.1:0");
  const credentials = JSON.parse(readFileSync(join(data, "credentials.json"), "utf8")) as {
    readonly secretId: string;
    readonly secretKey: string;
  };
  const api = createCloudApiClient({ endpoint: host.api, ...credentials });
  onTestFinished(() => {
    api.close();
  });

  const games = new Map<number, Program>();
  return {
    api,
    env: { GSE_ENDPOINT: host.api, GSE_DATA: data },
    games,
    startGame: async () => {
      const port = await aFreePort();
      const env = { PORT: String(port), GSE_AGENT_ADDRESS: host.agent };
      const game = useProgram("examples/hello/dist/server.js", [], env);
      games.set(port, game);
      await game.line("ready for sessions");
    },
    restartHost: async () => {
      host.program.stop("SIGKILL");
      await host.program.exited;
      host = await startHost(host.api, host.agent);
    },
  };
}

async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
