// `npm run screenshots`: pictures of every page of the web console, in both languages, wide and narrow, into docs/images. A real
// host at work, in a real browser: what takes them is host/console/test/screenshots.ts, with the means of the tests.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startVitest } from "vitest/node";

const { stdout } = spawnSync("fc-list", [":lang=zh", "family"], { encoding: "utf8" });
if (!stdout)
  console.warn(
    'no font with Chinese characters is found on this machine, so that there will be boxes in their place: install one, for instance by "apt-get install fonts-noto-cjk"',
  );

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const vitest = await startVitest("test", [], {
  include: ["host/console/test/screenshots.ts"],
  watch: false,
  reporters: ["verbose"],
  testTimeout: 300_000,
});
await vitest.close();
