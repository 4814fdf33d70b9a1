import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { violations } from "../../../examples/chat/test/support/use-page.js";
import { useFilledConsole } from "./support/filled-console.js";
import { useConsole } from "./support/use-console.js";
import { useConsolePage, useConsoleWindow } from "./support/use-console-page.js";

const themes = ["light", "dark"] as const;
const widths = [1280, 360] as const;

/** What breaks the rules, in both themes, wide and narrow, with where. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of themes)
    for (const width of widths) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 800 });
      await page.locator(`:root[theme-mode="${colorScheme}"]`).waitFor();
      // What fades from one theme's colour to the other's has neither.
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
      found.push(...(await violations(page)).map((text) => `${colorScheme}, ${width} px: ${text}`));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (overflow > 0) found.push(`${colorScheme}, ${width} px: ${overflow} px wider than the window`);
    }
  return found;
}

/** Several parts of a page may be on their way. */
const allIsThere = (page: Page) => page.waitForFunction(() => document.querySelector(".loading") === null);

describe("axe finds nothing", () => {
  test("on the login page, also where a link was refused", async () => {
    const console = await useConsole();
    const page = await useConsoleWindow(`${console.url}/console/#login=used`, { mayComplain: /403/ });
    await page.getByRole("alert").waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test("on the pages of a host that has nothing yet", async () => {
    const console = await useConsole();
    const page = await useConsolePage(console);
    expect(await violationsOf(page)).toEqual([]);
    for (const name of ["Quick start", "Assets", "Fleets", "Aliases", "Queues"]) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.getByRole("link", { name, exact: true }).click();
      await page.getByRole("heading", { name, level: 1 }).waitFor();
      await allIsThere(page);
      expect(await violationsOf(page), name).toEqual([]);
    }
  });

  test("on the overview of a host at work", async () => {
    const console = await useFilledConsole();
    const page = await useConsolePage(console);
    await page.getByText("ada", { exact: true }).waitFor();
    await page.locator("canvas").waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test("on the quick start half way, with its calls open and a question asked", async () => {
    const console = await useConsole();
    const page = await useConsolePage(console, "/quick-start");
    await page.getByRole("button", { name: "Upload" }).click();
    await page.locator('[data-step="1"][data-state="done"]').waitFor();
    for (const summary of await page.locator("summary").all()) await summary.click();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Start over" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test("on every part of a fleet", async () => {
    const { fleetId, ...console } = await useFilledConsole();
    // A host that stops keeps the minute that it was in: there is something to draw.
    await console.stop();
    await console.start();
    const page = await useConsolePage(console, `/fleets/${fleetId}`);
    await page.locator(".tabs a").nth(7).waitFor();
    const parts = await page.locator(".tabs a").allTextContents();
    expect(parts).toHaveLength(8);
    for (const name of parts) {
      await page.locator(".tabs").getByRole("link", { name, exact: true }).click();
      await allIsThere(page);
      expect(await violationsOf(page), name).toEqual([]);
    }
    await page.locator(".tabs").getByRole("link", { name: "Instances", exact: true }).click();
    await page.getByRole("button", { name: /^Charts of ins-/ }).click();
    await page.getByRole("dialog").locator("canvas").first().waitFor();
    expect(await violationsOf(page), "one instance").toEqual([]);
  }, 60_000);

  test("on a fleet's scaling with a buffer, a rule and a timer, and while these are made", async () => {
    const { api, fleetId: FleetId, ...console } = await useFilledConsole();
    await api.call("PutScalingPolicy", { FleetId, Name: "buffer", TargetConfiguration: { TargetValue: 30 } });
    await api.call("PutScalingPolicy", {
      ...{ FleetId, Name: "quiet", PolicyType: "RuleBased", MetricName: "CurrentPlayerSessions" },
      ...{ ComparisonOperator: "<", Threshold: 1, EvaluationPeriods: 30 },
      ...{ ScalingAdjustmentType: "ExactCapacity", ScalingAdjustment: 1 },
    });
    await api.call("PutTimerScalingPolicy", {
      TimerScalingPolicy: {
        TimerName: "evening",
        TimerFleetCapacity: { FleetId, MinSize: 1 },
        TimerConfiguration: { TimerType: 4, TimerValue: { WeekDays: [5] }, BeginTime: "2030-01-30T19:00:00+08:00" },
      },
    });
    const page = await useConsolePage({ api, ...console }, `/fleets/${FleetId}/scaling`);
    await page.getByRole("row").filter({ hasText: "evening" }).waitFor();
    await page.getByRole("button", { name: "Try it on the last day" }).click();
    await allIsThere(page);
    expect(await violationsOf(page), "scaling").toEqual([]);

    await page.getByRole("button", { name: "Add a rule" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
    expect(await violationsOf(page), "rule").toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Add a timer" }).click();
    await page.getByRole("dialog").getByLabel("Runs").selectOption("week");
    await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
    expect(await violationsOf(page), "timer").toEqual([]);
  }, 60_000);

  test("on lists with rows, forms with faults, a session that is looked into and a search that goes wrong", async () => {
    const { sessionId, ...console } = await useFilledConsole();
    const page = await useConsolePage(console, "/assets");
    await page.getByRole("row").filter({ hasText: "chat" }).waitFor();
    expect(await violationsOf(page), "assets").toEqual([]);
    await page.getByRole("button", { name: "Edit chat" }).click();
    expect(await violationsOf(page), "edit").toEqual([]);

    await page.goto(`${console.url}/console/fleets`);
    await page.getByRole("link", { name: "chat", exact: true }).waitFor();
    expect(await violationsOf(page), "fleets").toEqual([]);

    await page.goto(`${console.url}/console/fleets/new`);
    await page.getByLabel("Name").waitFor();
    await page.getByRole("button", { name: "Create fleet" }).click();
    expect(await violationsOf(page), "form").toEqual([]);

    await page.goto(`${console.url}/console/sessions?filter=players%3D1`);
    await page.getByRole("alert").waitFor();
    await page.getByText("How to write an expression").click();
    expect(await violationsOf(page), "search").toEqual([]);

    await page.goto(`${console.url}/console/sessions?session=${encodeURIComponent(sessionId)}`);
    await page.getByRole("row").filter({ hasText: "ada" }).waitFor();
    expect(await violationsOf(page), "session").toEqual([]);
  }, 60_000);

  test("on a queue with a placement, while it is edited, and while a placement is started", async () => {
    const { fleetId, ...console } = await useFilledConsole();
    const { FleetAttributes } = await console.api.call("DescribeFleetAttributes", { FleetIds: [fleetId] });
    await console.api.call("CreateGameServerSessionQueue", {
      ...{ Name: "arena", Destinations: FleetAttributes.map(({ FleetArn: DestinationArn }) => ({ DestinationArn })) },
      PlayerLatencyPolicies: [{ MaximumIndividualPlayerLatencyMilliseconds: 150 }],
    });
    await console.api.call("StartGameServerSessionPlacement", {
      ...{ PlacementId: "match-1", GameServerSessionQueueName: "arena", MaximumPlayerSessionCount: 4 },
    });
    await console.stop();
    await console.start();
    const page = await useConsolePage(console, "/queues/arena");
    await page.getByRole("row").filter({ hasText: "match-1" }).waitFor();
    await page.locator("canvas").first().waitFor();
    await allIsThere(page);
    expect(await violationsOf(page), "queue").toEqual([]);

    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByRole("button", { name: "Add a destination" }).click();
    await page.getByRole("button", { name: "Add a limit" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    expect(await violationsOf(page), "edit").toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Start a placement" }).click();
    await page.getByRole("button", { name: "Add a player" }).click();
    await page.getByRole("button", { name: "Start", exact: true }).click();
    expect(await violationsOf(page), "start").toEqual([]);
  }, 60_000);

  test("in the menu of a narrow window", async () => {
    const console = await useConsole();
    const page = await useConsolePage(console, "/", { viewport: { width: 360, height: 740 } });
    await page.getByRole("button", { name: "Open the menu" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("link", { name: "Quick start" }).click();
    await page.getByRole("heading", { name: "Quick start" }).waitFor();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  });
});
