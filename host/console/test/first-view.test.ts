import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { useFilledConsole } from "./support/filled-console.js";
import { useConsole } from "./support/use-console.js";
import { useConsolePage } from "./support/use-console-page.js";

const app = join(import.meta.dirname, "../../dist/console/app");

/** As it goes over the wire to a browser that takes gzip. */
function gzippedBytes(name: string): number {
  const file = join(app, name);
  return statSync(existsSync(`${file}.gz`) ? `${file}.gz` : file).size;
}

/** Below `/console/`. */
const loaded = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => /\.(js|css|svg)$/.test(path))
      .map((path) => path.replace("/console/", "")),
  );

describe("the first view", () => {
  test("is at most 300 KiB, gzipped, and what draws charts is not in it", async () => {
    const console = await useFilledConsole();
    const page = await useConsolePage(console);
    // The other pages and the charts come when the browser has nothing else to do; here it never has.
    await page.addInitScript(() => {
      window.requestIdleCallback = () => 0;
    });
    await page.reload();
    await page.getByText("ada", { exact: true }).waitFor();
    const files = await loaded(page);
    expect(files.filter((name) => name.endsWith(".js")).length).toBeGreaterThan(1);
    expect(files.filter((name) => /echarts|quick-start/.test(name))).toEqual([]);
    const bytes = ["index.html", ...files].reduce((sum, name) => sum + gzippedBytes(name), 0);
    expect(bytes).toBeLessThanOrEqual(300 * 1024);
  });

  test("can be used: how soon is told, not judged here", async () => {
    const console = await useConsole();
    const page = await useConsolePage(console);
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      await page.goto(`${console.url}/console/`);
      await page.getByRole("link", { name: "Quick start" }).click();
      await page.getByRole("button", { name: "Upload" }).waitFor();
      times.push(await page.evaluate(() => performance.now()));
    }
    process.stdout.write(`console: usable after ${times.map((ms) => ms.toFixed(0)).join(", ")} ms\n`);
  });
});
