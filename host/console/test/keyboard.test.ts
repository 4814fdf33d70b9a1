import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { useConsole } from "./support/use-console.js";
import { useConsolePage } from "./support/use-console-page.js";

const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? "");

async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    if ((await focused(page)).trim() === text) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`30 presses of the tab key do not lead to "${text}"`);
}

test("everything is reached by keys: the way past the navigation, the buttons, and out of a question", async () => {
  const console = await useConsole();
  const page = await useConsolePage(console, "/quick-start");
  await page.getByRole("button", { name: "Upload" }).waitFor();
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Skip to the page");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");

  await tabTo(page, "Upload");
  await page.keyboard.press("Enter");
  await page.locator('[data-step="1"][data-state="done"]').waitFor();

  await page.locator("#main").focus();
  await tabTo(page, "Start over");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(await focused(page)).toBe("Start over");
});
