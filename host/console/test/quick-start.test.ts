import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { reads, say, watchPage } from "../../../examples/chat/test/support/use-page.js";
import { useConsole, type ConsoleUnderTest } from "./support/use-console.js";
import { useConsolePage } from "./support/use-console-page.js";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const step = (page: Page, number: number, state: "later" | "now" | "done") =>
  page.locator(`[data-step="${number}"][data-state="${state}"]`);

/** Up to a session with nobody in it. */
async function useSession(console: ConsoleUnderTest): Promise<Page> {
  const page = await useConsolePage(console, "/quick-start");
  await button(page, "Upload").click();
  await step(page, 1, "done").waitFor();
  await button(page, "Create fleet").click();
  await step(page, 2, "done").waitFor();
  await button(page, "Create session").click();
  await step(page, 3, "done").waitFor();
  return page;
}

/** Lets the next player in, whose page opens in a new tab. */
async function usePlayer(page: Page, name: string): Promise<Page> {
  await expect.poll(() => page.getByLabel("Player").inputValue()).toBe(name);
  await button(page, "Create player session").click();
  const opened = page.context().waitForEvent("page");
  await page.locator(`[data-player="${name}"]`).getByRole("link", { name: "Open the player's page" }).click();
  const player = await opened;
  watchPage(player);
  await player.waitForSelector('[data-state="here"]');
  await page.locator(`[data-player="${name}"] [data-status="ACTIVE"]`).waitFor();
  return player;
}

describe("the quick start", () => {
  test("leads from nothing to two players who talk, and to the end of their session", async () => {
    const console = await useConsole();
    const page = await useSession(console);
    await expect
      .poll(() => page.locator(".fleet-progress [data-state]").allTextContents())
      .toEqual(["New", "Downloading", "Validating", "Building", "Activating", "Active"]);
    const ada = await usePlayer(page, "ada");
    const bob = await usePlayer(page, "bob");
    await say(ada, "hello bob");
    await reads(bob, ["- ada came in", "- You came in as bob", "< hello bob"]);

    await button(page, "End the session").click();
    const dialog = page.getByRole("dialog");
    await expect
      .poll(() => dialog.getByRole("listitem").allTextContents())
      .toEqual(["1 game server session with 2 players", "1 process, which is started anew"]);
    await dialog.getByRole("button", { name: "End the session" }).click();
    await bob.waitForSelector('[data-state="over"]');
    await button(page, "Create another session").click();
    await step(page, 3, "done").waitFor();
  });

  test("knows how far one is after a reload, and takes all away again", async () => {
    const console = await useConsole();
    const page = await useSession(console);
    await page.reload();
    await step(page, 3, "done").waitFor();
    await button(page, "Start over").click();
    await expect
      .poll(() => page.getByRole("dialog").getByRole("listitem").allTextContents())
      .toEqual(["1 game server session, and the talk in it", "the fleet chat with its processes", "the asset chat"]);
    await button(page, "Take it away").click();
    await step(page, 1, "now").waitFor();
    const { Assets } = await console.api.call("DescribeAssets", { AssetRegion: "ap-shanghai", Limit: 20, Offset: 0 });
    const { FleetAttributes } = await console.api.call("DescribeFleetAttributes", {});
    expect([Assets, FleetAttributes.filter(({ Status }) => Status !== "TERMINATED")]).toEqual([[], []]);
  });

  test("shows each call as one would make it oneself", async () => {
    const console = await useConsole();
    const page = await useConsolePage(console, "/quick-start");
    await page.getByText("API call CreateAsset").click();
    const call = page.locator("details[open]");
    const text = () => call.locator("pre").textContent();
    expect(await text()).toMatch(/^gse api CreateAsset '\{"BucketKey":/);
    await call.getByRole("radio", { name: "curl" }).check();
    expect(await text()).toContain(`curl ${console.url}/capi`);
    await call.getByRole("radio", { name: "TypeScript" }).check();
    expect(await text()).toContain('await gse.call("CreateAsset", {\n  BucketKey: ');
  });
});
