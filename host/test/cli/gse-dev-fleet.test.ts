import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { endAllOf, processesOf } from "../torture/os-processes.js";
import { useDevHost } from "./use-dev-host.js";

const chat = fileURLToPath(new URL("../../../examples/chat/dist/package", import.meta.url));

test("gse dev ends the processes of its fleets with it, and starts them again the next time", async () => {
  const host = await useDevHost();
  const dataDir = join(host.cwd, ".gse");
  onTestFinished(() => {
    endAllOf(dataDir);
  });
  expect(await host.run("asset", "upload", chat, "--name", "chat")).toMatchObject({ code: 0 });
  const design = ["--asset", "chat", "--name", "chat", "--launch", "chat", "--processes", "2", "--port", "47100-47199"];
  expect(await host.run("fleet", "create", ...design)).toMatchObject({ code: 0 });
  expect(await host.run("session", "create", "--fleet", "chat")).toMatchObject({ code: 0 });
  await expect.poll(() => processesOf(dataDir)).toHaveLength(2);

  host.signal("SIGINT");
  const { code, stdout } = await host.exited;
  expect([code, processesOf(dataDir)]).toEqual([0, []]);
  expect(stdout).toContain('"processes":2,"msg":"fleets ended"');

  const next = await useDevHost([], host.cwd);
  await expect.poll(() => processesOf(dataDir)).toHaveLength(2);
  next.signal("SIGINT");
  expect(await next.exited).toMatchObject({ code: 0 });
});
