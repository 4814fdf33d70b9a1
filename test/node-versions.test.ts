import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { TestGse } from "gse-host/testing";
import { describe, expect, onTestFinished, test as base } from "vitest";
import { makeProject } from "./package/empty-project.js";
import { nodeBinary } from "./package/node-binary.js";
import { pack } from "./package/pack.js";

const exec = promisify(execFile);

/** The first of each line that package.json allows, and the newest line as it is today. */
const versions = ["20.19.0", "22.12.0", "24.21.0"] as const;

/** Packed once for the whole file; what is packed is what `npm run build` made. */
const test = base.extend("project", { scope: "file" }, async ({}, { onCleanup }) => {
  const folder = await mkdtemp(join(tmpdir(), "gse-node-"));
  onCleanup(() => rm(folder, { recursive: true, force: true }));
  return makeProject(join(folder, "user"), await pack(".", join(folder, "sdk")));
});

const game = `
const game = new GameServer({
  clientPort: 7777,
  onStartGameServerSession: ({ name }) => console.log("hosting " + name),
  onProcessTerminate: () => console.log("ending"),
});
process.stdin.once("data", (id) => {
  process.stdin.destroy();
  game.acceptPlayerSession(String(id).trim()).then(
    () => console.log("players " + game.players.size),
    (error) => console.log(String(error)),
  );
});
game.processReady().then(() => console.log("ready"));
`;
const programs = {
  "game.mjs": `import { GameServer } from "gse-server-sdk";${game}`,
  "game.cjs": `const { GameServer } = require("gse-server-sdk");${game}`,
};

// The first time on a machine 50 MB are fetched.
describe.each(versions)("the packed SDK on Node.js %s", { timeout: 180_000 }, (version) => {
  test("is one and the same to import and require", async ({ project }) => {
    const path = join(project.folder, `both-${version}.mjs`);
    await writeFile(
      path,
      `import { createRequire } from "node:module";
       import * as sdk from "gse-server-sdk";
       import * as wire from "gse-server-sdk/wire";
       const require = createRequire(import.meta.url);
       const same = (one, other) => Object.keys(one).length > 0 && Object.keys(one).every((name) => one[name] === other[name]);
       console.log(process.versions.node, same(sdk, require("gse-server-sdk")), same(wire, require("gse-server-sdk/wire")));`,
    );
    const { stdout } = await exec(await nodeBinary(version), [path], { cwd: project.folder });
    expect(stdout.trim()).toMatch(/^[\d.]+ true true$/);
    expect(stdout.split(".")[0]).toBe(version.split(".")[0]);
  });

  test.for(Object.entries(programs))("hosts a session: %s", async ([name, text], { project }) => {
    const gse = await TestGse.start();
    onTestFinished(() => gse.close());
    await writeFile(join(project.folder, name), text);
    const child = spawn(await nodeBinary(version), [name], {
      cwd: project.folder,
      // 22.12 calls require() of an ES module experimental.
      env: { ...gse.env, NODE_NO_WARNINGS: "1" },
      stdio: ["pipe", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const exited = once(child, "exit");
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const line = async (): Promise<unknown> => (await lines.next()).value;

    expect(await line()).toBe("ready");
    const session = await gse.startSession({ name: "lobby" });
    expect(await line()).toBe("hosting lobby");
    child.stdin.write(`${(await session.join("ada")).id}\n`);
    expect(await line()).toBe("players 1");
    await gse.terminate();
    expect(await line()).toBe("ending");
    expect(await exited).toEqual([0, null]);
    expect(session.status).toBe("TERMINATED");
    expect(gse.calls.at(-1)?.call).toBe("ProcessEnding");
  });
});
