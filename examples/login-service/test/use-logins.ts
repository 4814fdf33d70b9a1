import type { DevGames } from "../../../test/support/use-dev-games.js";
import { useProgram } from "../../../test/support/use-program.js";

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

/** A login service in a process of its own, as a function that logs in. */
export async function useLogins({ env }: DevGames, maxPlayers: number): Promise<Logins> {
  const program = useProgram("examples/login-service/dist/server.js", [], {
    ...env,
    PORT: "0",
    MAX_PLAYERS: String(maxPlayers),
  });
  const [url = ""] = /http:\S+/.exec(await program.line("logins at")) ?? [];
  return async (player, world) => {
    const answer = await fetch(`${url}?${String(new URLSearchParams({ player, world }))}`, { method: "POST" });
    return { status: answer.status, body: (await answer.json()) as Answer["body"] };
  };
}
