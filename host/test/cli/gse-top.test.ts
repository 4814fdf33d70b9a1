import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { onTerminal } from "./on-terminal.js";
import { useDevHost } from "./use-dev-host.js";
import { useFixture } from "./use-gse.js";

/** A host, and a game server on it that was started by hand and hosts a session. */
async function useGame() {
  const host = await useDevHost();
  const server = useFixture("game-server.mjs", [], { cwd: host.cwd, env: { GSE_AGENT_ADDRESS: host.agent } });
  await host.line(/"msg":"set runner success"/);
  const { stdout } = await host.run("session", "create", "--json");
  return {
    host,
    pid: server.pid,
    sessionId: (JSON.parse(stdout) as { GameServerSessionId: string }).GameServerSessionId,
  };
}

test("gse top shows what each process is and what it takes, until Ctrl-C", async () => {
  const { host, pid, sessionId } = await useGame();
  const top = onTerminal(["top", "--every", "1"], host.cwd, { GSE_ENDPOINT: host.api });
  const shown = stripVTControlCharacters(await top.lines(/by hand/));
  expect(shown).toMatch(/0 fleets · 1 process, 1 busy, 0 idle · 0 players · \d\.\d\d processors/);
  expect(shown).toMatch(/PID +CPU +MEMORY +IS +SESSION +FLEET +AGE/);
  const part = sessionId.slice(sessionId.lastIndexOf("/") + 1);
  expect(shown).toMatch(new RegExp(`${String(pid)} +.* busy +${part.slice(0, 15)}\\S* +by hand`));
  top.stop();
  expect(await top.ended).toBe(0);
  const narrow = onTerminal(["top"], host.cwd, { GSE_ENDPOINT: host.api }, { columns: 30, rows: 5 });
  const lines = stripVTControlCharacters(await narrow.lines(/^\d+ .*busy/m))
    .trimEnd()
    .split("\n");
  expect(lines).toHaveLength(4);
  expect(Math.max(...lines.map(({ length }) => length))).toBe(30);
});

test("gse top looks once where nobody watches, and as JSON for a program", async () => {
  const { host, pid, sessionId } = await useGame();
  const { code, stdout, stderr } = await host.run("top", "--json");
  expect([code, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toMatchObject({
    Fleets: [],
    Processes: [{ Pid: pid, Status: "ACTIVE", SessionId: sessionId, FleetId: null }],
  });
  expect(await host.run("top", "--every", "0")).toMatchObject({ code: 2 });
});
