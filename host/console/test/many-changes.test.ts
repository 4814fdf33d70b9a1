import { expect, test } from "vitest";
import { useFilledConsole } from "./support/filled-console.js";
import { useConsolePage } from "./support/use-console-page.js";

const CHANGES = 200;

test("a page draws on while its host tells of many changes, and ends with the last word; how smoothly is told, not judged here", async () => {
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
  expect(gaps.length).toBeGreaterThan(1);
  const at = (share: number): string => (gaps[Math.floor((gaps.length - 1) * share)] ?? NaN).toFixed(0);
  process.stdout.write(
    `console: ${(CHANGES / seconds).toFixed(0)} changes/s; from frame to frame p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)} ms\n`,
  );
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
