import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createCloudApiClient, type CloudApiClient } from "gse-host/client";
import { useProgram } from "../../../test/support/use-program.js";
import { useTempDir } from "../../../test/support/use-temp-dir.js";

type Program = ReturnType<typeof useProgram>;

export interface Worlds {
  readonly api: CloudApiClient;
  /** By their ports. */
  readonly games: ReadonlyMap<number, Program>;
  /** One more game server, which waits for a world. */
  startGame(): Promise<void>;
  /** A login service in a process of its own, as a function that logs in. */
  startLogins(maxPlayers: number): Promise<Logins>;
  /** Kills the host and starts another one in its place. */
  restartHost(): Promise<void>;
}

export type Logins = (player: string, world: string) => Promise<Answer>;

export interface Answer {
  readonly status: number;
  readonly body: {
    readonly error?: string;
    readonly world?: string;
    readonly port?: number;
    readonly playerSessionId?: string;
  };
}

/** `gse dev`, and game servers that were started beside it, each for one world at a time. */
export async function useWorlds(): Promise<Worlds> {
  const data = await useTempDir();
  const startHost = async (api: string, agent: string) => {
    const program = useProgram("host/bin/gse.js", [
      ...["dev", "--api", api, "--agent", agent, "--data", data, "--log", "json"],
    ]);
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
    games,
    startGame: async () => {
      const port = await aFreePort();
      const env = { PORT: String(port), GSE_AGENT_ADDRESS: host.agent };
      const game = useProgram("examples/hello/dist/server.js", [], env);
      games.set(port, game);
      await game.line("ready for sessions");
    },
    startLogins: async (maxPlayers) => {
      const program = useProgram("examples/login-service/dist/server.js", [], {
        GSE_ENDPOINT: host.api,
        GSE_DATA: data,
        PORT: "0",
        MAX_PLAYERS: String(maxPlayers),
      });
      const [url = ""] = /http:\S+/.exec(await program.line("logins at")) ?? [];
      return async (player, world) => {
        const answer = await fetch(`${url}?${String(new URLSearchParams({ player, world }))}`, { method: "POST" });
        return { status: answer.status, body: (await answer.json()) as Answer["body"] };
      };
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
