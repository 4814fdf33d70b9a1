import { expect, test } from "vitest";
import { useDevGames } from "../../../test/support/use-dev-games.js";
import { useProgram } from "../../../test/support/use-program.js";

test(
  "four players measure, ask for a match, and are told where it is: in the region that is not out",
  { timeout: 60_000 },
  async () => {
    const down = ["--region-latency", "na-siliconvalley=down", "--region-latency", "ap-shanghai=30ms"];
    const { api, env, startGame, games } = await useDevGames(down);
    await Promise.all([startGame(), startGame()]);
    const regions = ["na-siliconvalley", "ap-shanghai"];
    await api.call("CreateGameServerSessionQueue", {
      Name: "arena",
      Destinations: regions.map((region) => ({ DestinationArn: `qcs::gse:${region}::fleet/fleet-${region}` })),
    });
    const matchmaker = useProgram("examples/matchmaker/dist/server.js", [], {
      ...env,
      PORT: "0",
      GROUP_SIZE: "2",
      // As slow as the machine may be.
      MAX_LATENCY_MS: "9999",
    });
    const line = await matchmaker.line("matches at");
    expect(line).toMatch(/in na-siliconvalley, ap-shanghai$/);
    const [url = ""] = /http:[^,\s]+/.exec(line) ?? [];

    const players = useProgram("examples/matchmaker/dist/players.js", ["ada", "bob", "eve", "zoe"], {
      ...env,
      MATCHMAKER: url,
    });
    const { code, output } = await players.exited;
    expect([code, output.includes("error") ? output : ""]).toEqual([0, ""]);
    const seats = output
      .trim()
      .split("\n")
      .map((one) => JSON.parse(one.slice(one.indexOf("{"))) as { readonly region: string; readonly port: number });
    expect(seats.map(({ region }) => region)).toEqual(Array(4).fill("ap-shanghai"));
    for (const port of games.keys()) expect(seats.filter((seat) => seat.port === port)).toHaveLength(2);

    const nonsense = await fetch(url, { method: "POST", body: "{" });
    expect(nonsense.status).toBe(400);
  },
);
