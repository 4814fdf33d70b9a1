import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { TestGse } from "gse-host/testing";

const program = fileURLToPath(new URL("arena.mjs", import.meta.url));

test("the arena hosts players and ends when it is told to", async (t) => {
  const gse = await TestGse.start();
  t.after(() => gse.close());
  const arena = spawn(process.execPath, [program], { env: { ...process.env, ...gse.env }, stdio: "inherit" });
  t.after(() => arena.kill("SIGKILL"));
  const exited = once(arena, "exit");

  await gse.processReady();
  const session = await gse.startSession({ maxPlayers: 50 });
  const players = await session.joinPlayers(50);
  const { ipAddress, port } = session.info;
  const answers = await Promise.all(players.map(({ id }) => fetch(`http://${ipAddress}:${port}/?id=${id}`)));
  assert.ok(answers.every(({ status }) => status === 200));
  assert.equal(session.info.currentPlayers, 50);
  assert.equal((await fetch(`http://${ipAddress}:${port}/?id=stranger`)).status, 403);

  await gse.advance(180_000); // three health checks
  assert.deepEqual(
    gse.callbacks.filter(({ callback }) => callback === "OnHealthCheck").map(({ outcome }) => outcome?.kind),
    ["ok", "ok", "ok"],
  );

  await gse.terminate({ inMs: 30_000 });
  assert.equal((await session.ended()).status, "TERMINATED");
  assert.deepEqual(await exited, [0, null]);
});
