import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { useConsolePage } from "./support/use-console-page.js";
import { createCloudApiClient, type CloudApiClient } from "../../src/client/index.js";
import { fleetIsReady, makeAsset, makeFleet, useFilledConsole, type FilledConsole } from "./support/filled-console.js";

const dialog = (page: Page) => page.getByRole("dialog");
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const table = (page: Page, name: string) => page.getByRole("table", { name, exact: true });

async function makeAlias({ api, fleetId }: FilledConsole, name: string): Promise<string> {
  const routing = { Type: "SIMPLE", FleetId: fleetId } as const;
  return (await api.call("CreateAlias", { Name: name, RoutingStrategy: routing })).Alias.AliasArn;
}

/** The resource name of a fleet of one, in another region; and who speaks to that. */
async function useElsewhere(console: FilledConsole, region: string): Promise<{ arn: string; api: CloudApiClient }> {
  const api = createCloudApiClient({ endpoint: console.url, ...console.credentials, region });
  onTestFinished(() => {
    api.close();
  });
  const there = { ...console, api };
  const assetId = await makeAsset(there, "1.0.0", region);
  const fleetId = await makeFleet(there, { name: "far", assetId, processes: 1, firstPort: 7100 });
  await fleetIsReady(there, fleetId, 1);
  const { FleetAttributes } = await api.call("DescribeFleetAttributes", { FleetIds: [fleetId] });
  return { arn: FleetAttributes[0]?.FleetArn ?? "", api };
}

/** A queue that leads to the fleet by an alias. */
async function makeQueue(console: FilledConsole): Promise<void> {
  const DestinationArn = await makeAlias(console, "live");
  await console.api.call("CreateGameServerSessionQueue", { Name: "arena", Destinations: [{ DestinationArn }] });
}

test("queues are made, their destinations moved by keys, and deleted; the page shows what others do", async () => {
  const console = await useFilledConsole();
  const { api } = console;
  await makeAlias(console, "live");
  const page = await useConsolePage(console, "/queues");
  await page.getByText("No queue yet").waitFor();
  await page.getByRole("button", { name: "Create queue" }).click();
  await dialog(page).getByLabel("Name").fill("arena");
  await dialog(page).getByRole("button", { name: "Create queue" }).click();
  await dialog(page).getByText("Choose where it leads").waitFor();

  const place = (n: number) => dialog(page).getByRole("group", { name: String(n), exact: true });
  const choose = async (n: number, word: RegExp): Promise<void> => {
    const options = place(n).getByLabel("Destination").locator("option").filter({ hasText: word });
    await options.waitFor({ state: "attached" });
    await place(n)
      .getByLabel("Destination")
      .selectOption((await options.textContent()) ?? "");
  };
  await choose(1, /^Fleet chat/);
  await dialog(page).getByRole("button", { name: "Add a destination" }).click();
  await choose(2, /^Alias live/);
  await dialog(page).getByRole("button", { name: "Move row 2 up" }).focus();
  await page.keyboard.press("Enter");
  // The focus went with it.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("status").filter({ hasText: "Row 2 of 2 now" }).waitFor();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("status").filter({ hasText: "Row 1 of 2 now" }).waitFor();
  await dialog(page).getByRole("button", { name: "Add a limit" }).click();
  await dialog(page).getByLabel("At most").fill("150");
  await dialog(page).getByRole("button", { name: "Create queue" }).click();

  await page.getByRole("heading", { name: "arena", level: 1 }).waitFor();
  await row(page, "Alias live").filter({ hasText: "1 of 2" }).getByText("Active").waitFor();
  const { GameServerSessionQueues } = await api.call("DescribeGameServerSessionQueues", { Names: ["arena"] });
  expect(GameServerSessionQueues).toMatchObject([
    {
      TimeoutInSeconds: 600,
      Destinations: [
        { DestinationArn: expect.stringContaining(":alias/") as unknown },
        { DestinationArn: expect.stringContaining(`:fleet/${console.fleetId}`) as unknown },
      ],
      PlayerLatencyPolicies: [{ MaximumIndividualPlayerLatencyMilliseconds: 150 }],
    },
  ]);

  await api.call("UpdateGameServerSessionQueue", { Name: "arena", TimeoutInSeconds: 45 });
  await page.getByText("45 s", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await dialog(page).getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByText("No queue yet").waitFor();
}, 60_000);

test("an edit sends what was edited and nothing else", async () => {
  const console = await useFilledConsole();
  const { api } = console;
  await makeQueue(console);
  const page = await useConsolePage(console, "/queues");
  await page.getByRole("button", { name: "Edit arena" }).click();
  await dialog(page).getByLabel("Time-out").fill("30");
  await api.call("UpdateGameServerSessionQueue", { Name: "arena", Destinations: [] });
  await dialog(page).getByRole("group", { name: "1", exact: true }).waitFor({ state: "detached" });
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await row(page, "arena").filter({ hasText: "Nowhere" }).getByText("30 s").waitFor();
  const { GameServerSessionQueues } = await api.call("DescribeGameServerSessionQueues", {});
  expect(GameServerSessionQueues).toMatchObject([{ TimeoutInSeconds: 30, Destinations: [] }]);
}, 60_000);

test("placements are seen as they wait and end; one is started with players, and one is stopped", async () => {
  const console = await useFilledConsole();
  const { api } = console;
  await makeQueue(console);
  const page = await useConsolePage(console, "/queues/arena");
  await page.getByText("No placement of late").waitFor();

  await page.getByRole("button", { name: "Start a placement" }).click();
  await dialog(page).getByLabel("Placement").fill("match-1");
  await dialog(page).getByLabel("Session name").fill("Final");
  await dialog(page).getByRole("button", { name: "Add a player" }).click();
  await dialog(page).getByLabel("Player", { exact: true }).fill("cleo");
  await dialog(page).getByLabel("Shanghai").fill("40");
  await dialog(page).getByRole("button", { name: "Start", exact: true }).click();
  await row(page, "match-1").filter({ hasText: "Placed" }).filter({ hasText: "cleo" }).waitFor();
  const { GameServerSessionPlacement: placed } = await api.call("DescribeGameServerSessionPlacement", {
    PlacementId: "match-1",
  });
  expect(placed.PlayerLatencies).toEqual([
    { PlayerId: "cleo", RegionIdentifier: "ap-shanghai", LatencyInMilliseconds: 40 },
  ]);
  await page.getByRole("button", { name: "Session of match-1" }).click();
  await dialog(page).getByRole("heading", { name: /Final/ }).waitFor();
  await page.keyboard.press("Escape");

  // No process is idle any more.
  await api.call("StartGameServerSessionPlacement", {
    ...{ PlacementId: "match-2", GameServerSessionQueueName: "arena", MaximumPlayerSessionCount: 4 },
  });
  await row(page, "match-2").getByText("Pending").waitFor();
  expect(await table(page, "Placements").getByRole("rowheader").first().textContent()).toContain("match-2");
  await page.getByRole("button", { name: "Stop match-2" }).click();
  await row(page, "match-2").getByText("Stopped", { exact: true }).waitFor();

  await api.call("StartGameServerSessionPlacement", {
    ...{ PlacementId: "match-3", GameServerSessionQueueName: "arena", MaximumPlayerSessionCount: 4 },
    PlayerLatencies: [{ PlayerId: "dan", RegionIdentifier: "ap-tokyo", LatencyInMilliseconds: 5 }],
  });
  await row(page, "match-3")
    .filter({ hasText: "Failed" })
    .getByTitle(/latenc/)
    .waitFor();

  await page.reload();
  await row(page, "match-2").getByText("Stopped", { exact: true }).waitFor();
  await row(page, "match-1").getByText("Placed", { exact: true }).waitFor();
}, 60_000);

test("a queue over regions shows how all of them fare, and the session in the one that is near enough", async () => {
  const console = await useFilledConsole();
  await makeQueue(console);
  const { arn } = await useElsewhere(console, "na-siliconvalley");
  const { GameServerSessionQueues } = await console.api.call("DescribeGameServerSessionQueues", { Names: ["arena"] });
  const Destinations = [...(GameServerSessionQueues[0]?.Destinations ?? []), { DestinationArn: arn }];
  await console.api.call("UpdateGameServerSessionQueue", { Name: "arena", Destinations });
  const page = await useConsolePage(console, "/queues/arena");
  await row(page, "Fleet far").filter({ hasText: "Silicon Valley" }).filter({ hasText: "1 of 1" }).waitFor();

  await page.getByRole("button", { name: "Start a placement" }).click();
  await dialog(page).getByLabel("Placement").fill("match-1");
  await dialog(page).getByRole("button", { name: "Add a player" }).click();
  await dialog(page).getByLabel("Player", { exact: true }).fill("cleo");
  await dialog(page).getByLabel("Shanghai").fill("0");
  await dialog(page).getByLabel("Silicon Valley").fill("90");
  await dialog(page).getByRole("button", { name: "Start", exact: true }).click();
  await row(page, "match-1").filter({ hasText: "Placed" }).filter({ hasText: "Silicon Valley" }).waitFor();
  await row(page, "Fleet far").filter({ hasText: "0 of 1" }).waitFor();
  await page.getByRole("button", { name: "Session of match-1" }).click();
  await dialog(page).getByRole("row").filter({ hasText: "cleo" }).waitFor();
}, 60_000);

test("a queue is measured: who waits, how they end and where they go is drawn for an hour, a day and a week", async () => {
  const console = await useFilledConsole();
  await makeQueue(console);
  const page = await useConsolePage(console, "/queues/arena");
  for (const PlacementId of ["match-1", "match-2"])
    await console.api.call("StartGameServerSessionPlacement", {
      ...{ PlacementId, GameServerSessionQueueName: "arena", MaximumPlayerSessionCount: 4 },
    });
  await row(page, "match-1").getByText("Placed", { exact: true }).waitFor();
  // A host that stops keeps the minute that it was in; a page that is open meanwhile would complain.
  const address = page.url();
  await page.goto("about:blank");
  await console.stop();
  await console.start();

  const chart = (name: RegExp) => page.getByRole("img", { name }).locator("canvas");
  await page.goto(address);
  await chart(/^Started and ended: Started \d+, Placed \d+, Stopped 0, Timed out 0, Failed 0$/).waitFor();
  await chart(/^Placements that wait: Pending \d/).waitFor();
  await chart(/^Where they went: Shanghai \d/).waitFor();
  await expect.poll(() => page.locator("canvas").count()).toBe(6);
  await page.getByText("One point a minute").waitFor();
  await page.getByRole("radio", { name: "Last day" }).check();
  await page.getByText("One point every five minutes").waitFor();
  await page.getByRole("radio", { name: "Last week" }).check();
  await page.getByText("One point an hour").waitFor();
  await chart(/^Where they went: Shanghai \d/).waitFor();
}, 60_000);
