import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { test } from "vitest";
import { fleetIsReady, makeAsset, makeFleet, makeSession } from "./support/filled-console.js";
import { keepHour } from "./support/keep-hour.js";
import { useConsole, type ConsoleUnderTest } from "./support/use-console.js";
import { useConsolePage, useConsoleWindow } from "./support/use-console-page.js";
import { usePlayer } from "./support/use-player.js";

// Run by scripts/screenshots.mjs, not with the tests.

const folder = join(import.meta.dirname, "../../../docs/images");
const narrow = { width: 360, height: 740 };

interface Shot {
  readonly path: string;
  readonly name: string;
  /** What is there when all is there. */
  readonly sign: string;
  /** How far down, as what is to be seen on top. */
  readonly scrollTo?: string;
  readonly hasDark?: true;
  /** What opens a dialog, to be clicked on first. */
  readonly open?: string;
  /** Of a wide window; default 800. */
  readonly heightPx?: number;
}

/** The page as it is: in both languages, wide and narrow. */
async function take(page: Page, { name, sign, scrollTo, open, hasDark, heightPx = 800 }: Shot): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const wide = { width: 1280, height: heightPx };
  for (const language of ["en", "zh"] as const) {
    await page.locator("h1").waitFor();
    const other = page.getByRole("button", { name: language === "en" ? "English" : "中文", exact: true });
    if (await other.isVisible()) await other.click();
    await page.locator(`html[lang^="${language}"]`).waitFor();
    if (open !== undefined) await page.locator(open).first().click();
    for (const [form, viewport] of Object.entries({ wide, narrow }))
      for (const colorScheme of hasDark ? (["light", "dark"] as const) : (["light"] as const)) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        await page.locator(`:root[theme-mode="${colorScheme}"]`).waitFor();
        await page.locator(sign).first().waitFor();
        await page.evaluate((top) => {
          const element = top === undefined ? null : document.querySelector(top);
          // Below the header, which stays.
          window.scrollTo(0, element === null ? 0 : element.getBoundingClientRect().top + window.scrollY - 76);
        }, scrollTo);
        await page.mouse.move(0, 0);
        // What moves comes to rest.
        await page.waitForTimeout(600);
        await page.screenshot({
          path: join(folder, `console-${name}-${language}-${form}${colorScheme === "dark" ? "-dark" : ""}.png`),
        });
      }
    if (open !== undefined) await page.keyboard.press("Escape");
  }
}

const people = ["ada", "bob", "cleo", "dan", "eve", "finn", "gus", "hana", "ivo", "jun", "kai", "lena", "mio", "nia"];

interface Scene {
  readonly fleetId: string;
  readonly sessionId: string;
}

/** A host that has been at work for a minute: two fleets that play, and one that is not well. */
async function useScene(console: ConsoleUnderTest, page: Page): Promise<Scene> {
  const assetId = await makeAsset(console, "1.4.0");
  await makeAsset(console, "1.5.0-beta");
  const lobby = await makeFleet(console, { name: "lobby", assetId, processes: 4, firstPort: 7200 });
  const ranked = await makeFleet(console, { name: "ranked", assetId, processes: 8, firstPort: 7400 });
  await makeFleet(console, {
    name: "season-2",
    assetId,
    processes: 1,
    firstPort: 7600,
    launchPath: "/local/game/arena",
  });
  await fleetIsReady(console, lobby, 4);
  await fleetIsReady(console, ranked, 8);
  let next = 0;
  let first: string | undefined;
  const sessions = [
    [lobby, "Harbour", 4, 10],
    [ranked, "Final · red against blue", 8, 8],
    [lobby, "Market square", 7, 10],
    [ranked, "Quarter 1", 5, 8],
    [ranked, "Quarter 2", 2, 8],
    [ranked, "Training", 1, 8],
  ] as const;
  for (const [fleetId, name, players, slots] of sessions) {
    const sessionId = await makeSession(console, fleetId, name, slots);
    first ??= sessionId;
    for (let n = 0; n < players; n++, next++) {
      const round = Math.floor(next / people.length);
      await usePlayer(console, sessionId, `${people[next % people.length] ?? ""}${round === 0 ? "" : round + 1}`);
      await page.waitForTimeout(1_200);
    }
  }
  await console.api.call("CreateAlias", {
    ...{ Name: "live", Description: "What the game's clients ask for" },
    RoutingStrategy: { Type: "SIMPLE", FleetId: ranked },
  });
  const { FleetAttributes } = await console.api.call("DescribeFleetAttributes", { FleetIds: [ranked, lobby] });
  const { Aliases } = await console.api.call("ListAliases", {});
  await console.api.call("CreateGameServerSessionQueue", {
    ...{ Name: "arena", TimeoutInSeconds: 60 },
    Destinations: [...Aliases.map(({ AliasArn }) => AliasArn), ...FleetAttributes.map(({ FleetArn }) => FleetArn)].map(
      (DestinationArn) => ({ DestinationArn }),
    ),
    PlayerLatencyPolicies: [
      { MaximumIndividualPlayerLatencyMilliseconds: 80, PolicyDurationSeconds: 10 },
      { MaximumIndividualPlayerLatencyMilliseconds: 150 },
    ],
  });
  for (const [PlacementId, GameServerSessionName, ...names] of [
    ["cup-2026-11", "Cup · round 1", "ada", "bob"],
    ["cup-2026-12", "Cup · round 2", "cleo", "dan", "eve"],
    ["cup-2026-13", "Cup · round 3", "finn", "gus"],
  ] as const)
    await console.api.call("StartGameServerSessionPlacement", {
      ...{ PlacementId, GameServerSessionQueueName: "arena", MaximumPlayerSessionCount: 8, GameServerSessionName },
      DesiredPlayerSessions: names.map((PlayerId) => ({ PlayerId, PlayerData: "" })),
      PlayerLatencies: names.map((PlayerId, n) => ({
        ...{ PlayerId, RegionIdentifier: "ap-shanghai", LatencyInMilliseconds: 40 + n * 20 },
      })),
    });
  await console.api.call("CreateAlias", {
    ...{ Name: "season-1", Description: "Over since October" },
    RoutingStrategy: { Type: "TERMINAL", Message: "Season 1 is over: please update the game" },
  });
  return { fleetId: ranked, sessionId: first ?? "" };
}

test("the login", async () => {
  const console = await useConsole();
  const page = await useConsoleWindow(`${console.url}/console/`);
  await take(page, { path: "/", name: "login", sign: "form" });
});

test("the quick start", async () => {
  const console = await useConsole();
  const page = await useConsolePage(console, "/quick-start");
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  await press("Upload");
  await press("Create fleet");
  await press("Create session");
  for (const name of ["ada", "bob"]) {
    await press("Create player session");
    const opened = page.context().waitForEvent("page");
    await page.locator(`[data-player="${name}"]`).getByRole("link").click();
    await (await opened).waitForSelector('[data-state="here"]');
  }
  await page.bringToFront();
  await page.getByText("API call CreateGameServerSession").click();
  await take(page, {
    path: "",
    name: "quick-start",
    sign: ".quick-players",
    heightPx: 1000,
    scrollTo: '[data-step="2"]',
  });
});

test("the pages of a host at work", async () => {
  const console = await useConsole();
  const page = await useConsolePage(console);
  const { fleetId } = await useScene(console, page);
  await page.locator("canvas").waitFor();
  await take(page, { path: "/", name: "overview", sign: ".playing", hasDark: true, heightPx: 1300 });
  // A page that is open complains while its host is away.
  await page.goto("about:blank");
  await console.stop();
  keepHour(console.dataDir);
  await console.start();
  const shots: readonly Shot[] = [
    { path: "/assets", name: "assets", sign: ".data-table" },
    { path: "/fleets", name: "fleets", sign: ".data-table" },
    { path: `/fleets/${fleetId}`, name: "fleet", sign: ".facts" },
    { path: `/fleets/${fleetId}/processes`, name: "fleet-processes", sign: ".data-table" },
    { path: `/fleets/${fleetId}/instances`, name: "fleet-instances", sign: ".data-table" },
    {
      ...{ path: `/fleets/${fleetId}/instances`, name: "instance-monitoring", sign: ".dialog canvas" },
      ...{ open: ".row-actions button", heightPx: 900 },
    },
    { path: `/fleets/${fleetId}/sessions`, name: "fleet-sessions", sign: ".data-table" },
    { path: `/fleets/${fleetId}/events`, name: "fleet-events", sign: ".data-table" },
    { path: `/fleets/${fleetId}/scaling`, name: "fleet-scaling", sign: "canvas", heightPx: 1300 },
    { path: `/fleets/${fleetId}/monitoring`, name: "fleet-monitoring", sign: "canvas" },
    { path: "/aliases", name: "aliases", sign: ".data-table" },
    { path: "/queues", name: "queues", sign: ".data-table" },
    { path: "/queues/arena", name: "queue", sign: ".data-table" },
    { path: "/queues/arena", name: "queue-monitoring", sign: "canvas", scrollTo: ".monitoring", heightPx: 1150 },
    { path: `/sessions?fleet=${encodeURIComponent(fleetId)}`, name: "sessions", sign: ".data-table" },
  ];
  for (const shot of shots) {
    await page.goto(`${console.url}/console${shot.path}`);
    await take(page, shot);
  }
});
