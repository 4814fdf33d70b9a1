import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { useConsolePage } from "./support/use-console-page.js";
import { useFilledConsole } from "./support/filled-console.js";

const dialog = (page: Page) => page.getByRole("dialog");
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

test("aliases are made, switched, closed and deleted, and the list shows what others do", async () => {
  const { api, fleetId, ...console } = await useFilledConsole();
  const page = await useConsolePage({ api, ...console }, "/aliases");
  await page.getByText("No alias yet").waitFor();
  await page.getByRole("button", { name: "Create alias" }).click();
  await dialog(page).getByLabel("Name").fill("live");
  await dialog(page).getByRole("button", { name: "Create alias" }).click();
  await row(page, "live").getByRole("link", { name: "chat" }).waitFor();

  const { Aliases } = await api.call("ListAliases", {});
  expect(Aliases).toMatchObject([{ Name: "live", RoutingStrategy: { Type: "SIMPLE", FleetId: fleetId } }]);
  const AliasId = Aliases[0]?.AliasId ?? "";
  await api.call("UpdateAlias", { AliasId, Description: "switched by somebody else" });
  await row(page, "switched by somebody else").waitFor();

  await page.getByRole("button", { name: "Switch or edit live" }).click();
  await dialog(page).getByLabel("It leads").selectOption("TERMINAL");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await dialog(page).getByText("Needed").waitFor();
  await dialog(page).getByLabel("Message").fill("back at noon");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await row(page, "back at noon").waitFor();

  await page.getByRole("button", { name: "Delete live" }).click();
  await dialog(page).getByRole("button", { name: "Delete" }).click();
  await page.getByText("No alias yet").waitFor();
});
