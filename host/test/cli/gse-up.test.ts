import { describe, expect, test } from "vitest";
import { useTempDir } from "../support/use-temp-dir.js";
import { gse, useFixture, useGse } from "./use-gse.js";

describe("gse up", () => {
  test("leaves the games running when it ends, and takes them back when it starts again", async () => {
    const cwd = useTempDir();
    const first = await useUp(cwd, "127.0.0.1:0");
    const server = useFixture("game-server.mjs", [], { cwd, env: { GSE_AGENT_ADDRESS: first.agent } });
    await server.line(/^ready/);
    const create = ["session", "create", "--fleet", "fleet-a", "--endpoint", first.api];
    expect(await gse(create, { cwd })).toMatchObject({ code: 0 });
    first.signal("SIGTERM");
    expect(await first.exited).toMatchObject({ code: 0, stderr: "" });

    const second = await useUp(cwd, first.agent);
    expect(second).toMatchObject({ processes: 1, sessions: 1 });
    const list = ["session", "list", "--fleet", "fleet-a", "--endpoint", second.api, "--json"];
    expect(JSON.parse((await gse(list, { cwd })).stdout)).toMatchObject([{ Status: "ACTIVE" }]);
  });

  test("logs one JSON object per line, in the words of GSE Local", async () => {
    const cwd = useTempDir();
    const up = await useUp(cwd, "127.0.0.1:0");
    expect(await gse(["session", "create", "--endpoint", up.api], { cwd })).toMatchObject({ code: 1 });
    up.signal("SIGINT");
    const { code, stdout } = await up.exited;
    expect(code).toBe(0);
    const told = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { level: string; msg: string });
    expect(told.map(({ level, msg }) => `${level} ${msg}`)).toEqual([
      "info start grpc v3 server success",
      "info gse is up",
      "info API to use: GSE.CreateGameServerSession, with input",
      expect.stringMatching(/^info no game server process is ready/),
      "info gse is going down; games go on",
      "info gse is down",
    ]);
  });
});

interface Up {
  readonly api: string;
  readonly agent: string;
  readonly processes: number;
  readonly sessions: number;
}

async function useUp(cwd: string, agent: string) {
  const program = useGse(["up", "--api", "127.0.0.1:0", "--agent", agent], { cwd });
  return { ...program, ...(JSON.parse(await program.line(/"gse is up"/)) as Up) };
}
