import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { useBrowser } from "../../../test/support/use-browser.js";
import type { MeasuredLatency } from "../../src/client/index.js";
import { systemClock } from "../../src/system-clock.js";
import { useProbe } from "../latency/use-probe.js";

/** A game's own site, with the package's built files on it as they are. */
async function useGameSite(): Promise<string> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://site").pathname;
    if (path === "/") return response.setHeader("content-type", "text/html").end("<!doctype html><title>game</title>");
    return void readFile(new URL(`../../dist${path}`, import.meta.url)).then(
      (file) => response.setHeader("content-type", "text/javascript").end(file),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
}

test("a web game's page measures from a site of its own", async () => {
  const { http } = await useProbe({ "ap-shanghai": 60, "ap-tokyo": "down" }, systemClock);
  const page = await (await useBrowser()).newPage();
  await page.goto(await useGameSite());
  const measure = `import("/client/latency/index.js").then(({ measureLatencies }) =>
    measureLatencies("ada", { probe: "http://${http}", regions: ["ap-tokyo", "ap-shanghai", "ap-seoul"] }))`;
  const found = await page.evaluate<readonly MeasuredLatency[]>(measure);
  expect(found.map(({ RegionIdentifier }) => RegionIdentifier).sort()).toEqual(["ap-seoul", "ap-shanghai"]);
  const shanghai = found.find(({ RegionIdentifier }) => RegionIdentifier === "ap-shanghai");
  expect(shanghai?.LatencyInMilliseconds).toBeGreaterThanOrEqual(55);
});
