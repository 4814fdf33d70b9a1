import { expect, test } from "vitest";
import { useFilledConsole } from "./support/filled-console.js";
import { useConsolePage } from "./support/use-console-page.js";

const CHANGES = 200;

test("a page stays responsive while its host tells of more than 50 changes a second, and ends with the last word", async () => {
  const { api, sessionId, ...console } = await useFilledConsole();
  const page = await useConsolePage({ api, ...console });
  await page.getByText("Harbour", { exact: true }).waitFor();
  await page.locator("canvas").waitFor();

  await page.evaluate(watchFrames);
  const startedAtMs = performance.now();
  for (let n = 1; n <= CHANGES; n++)
    await api.call("UpdateGameServerSession", { GameServerSessionId: sessionId, Name: `Harbour ${n}` });
  const seconds = (performance.now() - startedAtMs) / 1_000;
  await page.getByText(`Harbour ${CHANGES}`, { exact: true }).waitFor();

  const gaps = await page.evaluate(() => (window as unknown as { gaps: number[] }).gaps.sort((a, b) => a - b));
  expect(CHANGES / seconds).toBeGreaterThan(50);
  expect(gaps.length).toBeGreaterThan(10);
  expect(gaps[Math.floor(gaps.length * 0.95)]).toBeLessThan(100);
});

/** Keeps how long each frame let the next one wait, in milliseconds. */
function watchFrames(): void {
  const gaps: number[] = [];
  let lastAtMs = performance.now();
  const frame = (): void => {
    const nowMs = performance.now();
    gaps.push(nowMs - lastAtMs);
    lastAtMs = nowMs;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  Object.assign(window, { gaps });
}
