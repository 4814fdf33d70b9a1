import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { uploadPackage } from "../../src/client/index.js";
import { useFilledConsole } from "./support/filled-console.js";
import { useConsolePage } from "./support/use-console-page.js";
import { useConsole, type ConsoleUnderTest } from "./support/use-console.js";

const sample = join(import.meta.dirname, "../../dist/console/sample/chat.zip");
const dialog = (page: Page) => page.getByRole("dialog");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const row = (page: Page, name: string | RegExp) => page.getByRole("row").filter({ hasText: name });

async function uploadChat({ api }: ConsoleUnderTest): Promise<string> {
  await uploadPackage(api, { file: sample, bucketKey: "chat.zip", assetRegion: "ap-shanghai" });
  const { AssetId } = await api.call("CreateAsset", {
    ...{ BucketKey: "chat.zip", AssetName: "chat", AssetVersion: "1.0.0" },
    ...{ AssetRegion: "ap-shanghai", OperateSystem: "CentOS7.16" },
  });
  return AssetId;
}

async function statusOf({ api }: Pick<ConsoleUnderTest, "api">, GameServerSessionId: string) {
  const found = await api.call("DescribeGameServerSessions", { GameServerSessionId });
  return found.GameServerSessions[0]?.Status;
}

// Real game servers come and go in each.
describe("a fleet", { timeout: 60_000 }, () => {
  test("is made by the form, which says what is wrong before anything is sent, and is watched until it serves", async () => {
    const console = await useConsole();
    const assetId = await uploadChat(console);
    const page = await useConsolePage(console, "/fleets");
    await page.getByText("No fleet yet").waitFor();
    await button(page, "Create fleet").first().click();
    await page.getByRole("heading", { name: "Create a fleet" }).waitFor();
    await page.getByLabel("Name").waitFor();

    await button(page, "Create fleet").click();
    expect(await page.getByLabel("Name").evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByText("Choose what the instances run").waitFor();
    await page.getByLabel("Name").fill("x".repeat(51));
    await page.getByText("1 to 50 characters").waitFor();
    await page.getByLabel("Name").fill("rooms");
    await page.getByLabel("Asset").selectOption(assetId);
    await page.getByLabel("Launch path").fill("chat");
    const count = page.getByRole("textbox", { name: "Processes" });
    await count.fill("51");
    await page.getByText("1 to 50", { exact: true }).waitFor();
    await count.fill("2");
    await page.getByLabel("First port").fill("80");
    await page.getByText("1025 to 60000").waitFor();
    await page.getByLabel("First port").fill("7200");
    await page.getByLabel("Last port").fill("7100");
    await page.getByText("7200 to 60000").waitFor();
    await page.getByLabel("Last port").fill("7299");
    await page.getByLabel("Clients").fill("everybody");
    await page.getByText("An IPv4 block").waitFor();
    await page.getByLabel("Clients").fill("0.0.0.0/0");
    await button(page, "Create fleet").click();

    await page.getByRole("heading", { name: "rooms" }).waitFor();
    await page.locator('h1 [data-status="ACTIVE"]').waitFor();
    await page.getByRole("link", { name: "Processes" }).click();
    await expect.poll(() => page.locator('td [data-status="IDLE"]').count()).toBe(2);
    await page.getByRole("link", { name: "Events" }).click();
    await row(page, "FLEET_STATE_ACTIVE").waitFor();
    await page.getByLabel("Code").selectOption("FLEET_CREATION_EXTRACTING_BUILD");
    await row(page, "FLEET_STATE_ACTIVE").waitFor({ state: "detached" });
    const opened = page.context().waitForEvent("page");
    await page.getByRole("link", { name: "Log of FLEET_CREATION_EXTRACTING_BUILD" }).click();
    expect(await (await opened).locator("body").textContent()).toContain("dist/server.js");
  });

  test("is changed part by part, and what others change is seen at once", async () => {
    const { api, fleetId, ...console } = await useFilledConsole();
    const page = await useConsolePage({ api, ...console }, `/fleets/${fleetId}`);
    expect(await button(page, "Save").isDisabled()).toBe(true);
    await page.getByLabel("Description").fill("for everybody");
    await api.call("UpdateFleetName", { FleetId: fleetId, Name: "renamed" });
    await page.getByRole("heading", { name: "renamed" }).waitFor();
    await expect.poll(() => page.getByLabel("Name").inputValue()).toBe("renamed");
    await button(page, "Save").click();
    await page.getByText("Saved").waitFor();
    const { FleetAttributes } = await api.call("DescribeFleetAttributes", { FleetIds: [fleetId] });
    expect(FleetAttributes[0]).toMatchObject({ Name: "renamed", Description: "for everybody" });
    await expect.poll(() => button(page, "Save").isDisabled()).toBe(true);

    await page.getByRole("link", { name: "Ports" }).click();
    await row(page, "7100–7199").waitFor();
    await page.getByLabel("Protocol").selectOption("UDP");
    await page.getByLabel("First port").fill("8000");
    await page.getByLabel("Last port").fill("8009");
    await button(page, "Add").click();
    await button(page, "Remove UDP 8000–8009 0.0.0.0/0").click();
    await dialog(page).getByRole("button", { name: "Remove" }).click();
    await row(page, "8000–8009").waitFor({ state: "detached" });

    await page.getByRole("link", { name: "Instances" }).click();
    await page.getByLabel(/^Weight of ins-/).selectOption("9");
    await page.getByLabel(/^Keep ins-/).check();
    const instance = async () => (await api.call("DescribeInstances", { FleetId: fleetId })).Instances[0];
    await expect.poll(instance).toMatchObject({ Weight: 9, ReserveValue: 1 });
    await page.getByRole("button", { name: /^Logs of ins-/ }).click();
    await dialog(page)
      .getByRole("link", { name: /extract\.log$/ })
      .waitFor();
    await page.keyboard.press("Escape");
    await page.getByLabel(/^Keep ins-/).uncheck();

    await page.getByRole("link", { name: "Scaling" }).click();
    await page.getByLabel("Maximum", { exact: true }).fill("2");
    await page.getByLabel("Desired", { exact: true }).fill("2");
    await button(page, "Save").click();
    await page.getByText("Saved").waitFor();
    await expect.poll(() => page.locator(".instance-bar-idle, .instance-bar-busy").count()).toBe(2);
    await page.getByLabel("Desired", { exact: true }).fill("1");
    await button(page, "Save").click();
    await expect
      .poll(() => dialog(page).getByRole("listitem").allTextContents())
      .toEqual(["1 instance and its processes"]);
    await button(page, "Reduce").click();
    await expect.poll(() => page.locator(".instance-bar-idle, .instance-bar-busy").count()).toBe(1);
  });

  test("is copied, and deleted once nobody plays on it", async () => {
    const { fleetId, sessionId, ...console } = await useFilledConsole();
    const page = await useConsolePage({ ...console }, "/fleets");
    await button(page, "Copy chat").click();
    await page.getByRole("heading", { name: "Copy chat" }).waitFor();
    await page.getByLabel("Name").fill("twin");
    await page.getByLabel("Number of copies").fill("1");
    await button(page, "Copy fleet").click();
    await row(page, "twin").locator('[data-status="ACTIVE"]').waitFor();

    await button(page, "Delete chat").click();
    await dialog(page).getByText("1 session with 2 players must end first").waitFor();
    await expect
      .poll(() => dialog(page).getByRole("listitem").allTextContents())
      .toEqual(["1 instance with 2 processes"]);
    await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
    await dialog(page).getByRole("alert").getByText("ResourceInUse").waitFor();
    await console.api.call("EndGameServerSessionAndProcess", { GameServerSessionId: sessionId });
    // Its game has a moment to end it.
    await expect.poll(() => statusOf(console, sessionId), { timeout: 20_000 }).toBe("TERMINATED");
    await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
    await dialog(page).waitFor({ state: "detached" });
    await row(page, fleetId).waitFor({ state: "detached" });
    await expect.poll(() => row(page, "twin").count()).toBe(1);
  });

  test("is measured, and each of its instances: charts are drawn from what the host keeps, for an hour, a day and a week", async () => {
    const { fleetId, ...console } = await useFilledConsole();
    // A host that stops keeps the minute that it was in.
    await console.stop();
    await console.start();
    const page = await useConsolePage({ ...console }, `/fleets/${fleetId}/monitoring`);
    const sessions = page.getByRole("img", { name: /^Sessions: Active \d/ }).locator("canvas");
    await sessions.waitFor();
    await expect.poll(() => page.locator("canvas").count()).toBe(8);
    await page.getByText("One point a minute").waitFor();
    await page.getByRole("radio", { name: "Last day" }).check();
    await page.getByText("One point every five minutes").waitFor();
    await page.getByRole("radio", { name: "Last week" }).check();
    await page.getByText("One point an hour").waitFor();
    await sessions.waitFor();
    await page.getByRole("link", { name: "Instances" }).click();
    await page.getByRole("button", { name: /^Charts of ins-/ }).click();
    const load = dialog(page).getByRole("img", { name: /^Load of the machine: Average of a minute \d/ });
    await load.locator("canvas").waitFor();
    await expect.poll(() => dialog(page).locator("canvas").count()).toBe(4);
    await dialog(page).getByRole("radio", { name: "Last day" }).check();
    await dialog(page).getByText("One point every five minutes").waitFor();
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
  });
});
