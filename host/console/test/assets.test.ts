import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { useConsolePage } from "./support/use-console-page.js";
import { useConsole } from "./support/use-console.js";

const sample = readFileSync(join(import.meta.dirname, "../../dist/console/sample/chat.zip"));
const broken = sample.subarray(0, 4_000);

const choose = (page: Page, name: string, buffer: Buffer): Promise<void> =>
  page.locator('input[type="file"]').setInputFiles({ name, mimeType: "application/zip", buffer });
const dialog = (page: Page) => page.getByRole("dialog");
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

describe("the assets", { timeout: 60_000 }, () => {
  test("come by a file that is chosen, under a name, and lead to a fleet", async () => {
    const page = await useConsolePage(await useConsole(), "/assets");
    await page.getByText("No package yet").waitFor();
    await choose(page, "rooms.zip", sample);
    await expect.poll(() => dialog(page).getByLabel("Name").inputValue()).toBe("rooms");
    await dialog(page).getByLabel("Version").fill("2.1");
    await dialog(page).getByRole("button", { name: "Upload" }).click();
    await dialog(page).getByText("rooms is there").waitFor();
    await dialog(page).getByRole("button", { name: "Create fleet" }).click();
    await page.getByRole("heading", { name: "Create a fleet" }).waitFor();
    expect(await page.getByLabel("Asset").locator("option:checked").textContent()).toMatch(/^rooms 2\.1 \(asset-/);
  });

  test("come by a file that is dropped, which the list shows without a reload", async () => {
    const page = await useConsolePage(await useConsole(), "/assets");
    await drop(page, "dropped.zip", sample);
    await dialog(page).getByRole("button", { name: "Upload" }).click();
    await dialog(page).getByText("dropped is there").waitFor();
    await dialog(page).getByRole("button", { name: "Close" }).last().click();
    await row(page, "dropped").getByText("CentOS7.16").waitFor();
  });

  test("are not made of a broken package: the host's reason is shown, and another try may follow", async () => {
    const page = await useConsolePage(await useConsole(), "/assets");
    await choose(page, "broken.zip", broken);
    await dialog(page).getByRole("button", { name: "Upload" }).click();
    const alert = dialog(page).getByRole("alert");
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(
      /^FailedOperation.*broken\.zip.*it is no ZIP archive, or its end is missing/,
    );
    await dialog(page).getByRole("button", { name: "Try again" }).click();
    await alert.waitFor();
    await dialog(page).getByRole("button", { name: "Cancel" }).click();
    await page.getByText("No package yet").waitFor();
  });

  test("are called otherwise, found by name, and deleted after a question", async () => {
    const page = await useConsolePage(await useConsole(), "/assets");
    await choose(page, "chat.zip", sample);
    await dialog(page).getByRole("button", { name: "Upload" }).click();
    await dialog(page).getByText("chat is there").waitFor();
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Edit chat" }).click();
    await dialog(page).getByLabel("Name").fill("");
    await dialog(page).getByRole("button", { name: "Save" }).click();
    await dialog(page).getByText("Needed").waitFor();
    await dialog(page).getByLabel("Name").fill("lobby");
    await dialog(page).getByRole("button", { name: "Save" }).click();
    await row(page, "lobby").waitFor();

    await page.getByLabel("Name or id").fill("chess");
    await page.getByText("No package fits").waitFor();
    await page.getByLabel("Name or id").fill("lob");
    await page.getByRole("button", { name: "Delete lobby" }).click();
    await expect
      .poll(() => dialog(page).getByRole("listitem").allTextContents())
      .toEqual([expect.stringMatching(/^The package lobby 1\.0, \d+K$/)]);
    await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("No package fits").waitFor();
  });
});

async function drop(page: Page, name: string, content: Buffer): Promise<void> {
  const files = await page.evaluateHandle(
    ([base64 = "", fileName = ""]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], fileName, { type: "application/zip" }));
      return transfer;
    },
    [content.toString("base64"), name],
  );
  const zone = page.locator(".drop-zone");
  await zone.dispatchEvent("dragover", { dataTransfer: files });
  await zone.getByText("Let go to upload it").waitFor();
  await zone.dispatchEvent("drop", { dataTransfer: files });
}
