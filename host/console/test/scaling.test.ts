import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { useFilledConsole } from "./support/filled-console.js";
import { useConsolePage } from "./support/use-console-page.js";

const dialog = (page: Page) => page.getByRole("dialog");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

/** What is drawn, when all is. */
const picture = (canvas: Locator): Promise<string> =>
  canvas.evaluate(async (element) => {
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    return (element as HTMLCanvasElement).toDataURL();
  });

// Real game servers come and go in each.
describe("the scaling of a fleet", { timeout: 60_000 }, () => {
  test("is by hand or automatic, within bounds, with a buffer that others may change, too", async () => {
    const { api, fleetId: FleetId, ...console } = await useFilledConsole();
    const fleet = async () => (await api.call("DescribeFleetAttributes", { FleetIds: [FleetId] })).FleetAttributes[0];
    const policies = async () => (await api.call("DescribeScalingPolicies", { FleetId })).ScalingPolicies;
    const page = await useConsolePage({ api, ...console }, `/fleets/${FleetId}/scaling`);
    await page.getByRole("radio", { name: "By hand" }).check();
    await expect.poll(fleet).toMatchObject({ StoppedActions: ["AUTO_SCALING"] });
    await page.getByLabel("Desired", { exact: true }).waitFor();

    await page.getByLabel("Kept free", { exact: true }).fill("100");
    await button(page, "Set the buffer").click();
    await page.getByText("1 to 99").waitFor();
    await page.getByLabel("Kept free", { exact: true }).fill("30");
    await page.getByText("With 2 processes an instance, one serves 1 session; one more brings the next").waitFor();
    await button(page, "Set the buffer").click();
    await button(page, "Change the buffer").waitFor();
    expect(await policies()).toMatchObject([
      { Name: "buffer", PolicyType: "TargetBased", TargetConfiguration: { TargetValue: 30 } },
    ]);

    await page.getByRole("radio", { name: "Automatic" }).check();
    await expect.poll(fleet).toMatchObject({ StoppedActions: [] });
    await page.getByText("Buffer and rules decide once a minute").waitFor();
    await page.getByLabel("Desired", { exact: true }).waitFor({ state: "detached" });
    await page.getByLabel("Minimum", { exact: true }).fill("4");
    await page.getByLabel("Maximum", { exact: true }).fill("3");
    await button(page, "Save").click();
    await page.getByText("Minimum ≤ maximum").waitFor();
    await page.getByLabel("Minimum", { exact: true }).fill("0");
    await button(page, "Save").click();
    await page.getByRole("region", { name: "Sizes" }).getByText("Saved").waitFor();
    const { FleetCapacity } = await api.call("DescribeFleetCapacity", { FleetIds: [FleetId] });
    expect(FleetCapacity[0]?.InstanceCounts).toMatchObject({ MiniNum: 0, MaxiNum: 3 });

    await api.call("PutScalingPolicy", {
      ...{ FleetId, Name: "buffer", PolicyType: "TargetBased" },
      ...{ MetricName: "PercentAvailableGameSessions", TargetConfiguration: { TargetValue: 45 } },
    });
    await expect.poll(() => page.getByLabel("Kept free", { exact: true }).inputValue()).toBe("45");
    await button(page, "Delete the buffer").click();
    await expect
      .poll(() => dialog(page).getByRole("listitem").allTextContents())
      .toEqual(["45 % of the sessions are kept free"]);
    await dialog(page).getByRole("button", { name: "Delete" }).click();
    await button(page, "Set the buffer").waitFor();
    await page.getByText("There is neither a buffer nor a rule yet").waitFor();
    expect(await policies()).toEqual([]);
  });

  test("has rules that are said as sentences; they are added, changed and deleted", async () => {
    const { api, fleetId: FleetId, ...console } = await useFilledConsole();
    const policies = async () => (await api.call("DescribeScalingPolicies", { FleetId })).ScalingPolicies;
    await api.call("StopFleetActions", { FleetId, Actions: ["AUTO_SCALING"] });
    const page = await useConsolePage({ api, ...console }, `/fleets/${FleetId}/scaling`);
    await page.getByText("No rule").waitFor();
    await button(page, "Add a rule").click();
    await dialog(page).getByRole("button", { name: "Add", exact: true }).click();
    await dialog(page).getByText("1 to 1024 characters").or(dialog(page).getByText("Needed")).waitFor();
    await dialog(page).getByLabel("Name").fill("full");
    await dialog(page).getByLabel("Is", { exact: true }).selectOption("<=");
    await dialog(page).getByLabel("This number").fill("1e3");
    await dialog(page).getByRole("button", { name: "Add", exact: true }).click();
    await dialog(page).getByText("A number").waitFor();
    await dialog(page).getByLabel("This number").fill("12.5");
    await dialog(page)
      .getByText("When the share of free processes is at most 12.5 % for 2 minutes, add 20 %.")
      .waitFor();
    await dialog(page).getByRole("button", { name: "Add", exact: true }).click();
    await row(page, "full").getByText("When the share of free processes is at most 12.5 %").waitFor();
    expect(await policies()).toMatchObject([
      {
        ...{ Name: "full", PolicyType: "RuleBased", MetricName: "PercentAvailableGameServerSessions" },
        ...{ ComparisonOperator: "<=", Threshold: "12.5", EvaluationPeriods: "2" },
        ...{ ScalingAdjustmentType: "PercentChangeInCapacity", ScalingAdjustment: "20" },
      },
    ]);

    await button(page, "Add a rule").click();
    await dialog(page).getByLabel("Name").fill("full");
    await dialog(page).getByRole("button", { name: "Add", exact: true }).click();
    await dialog(page).getByText("Another policy has this name").waitFor();
    await page.keyboard.press("Escape");

    await button(page, "Edit full").click();
    await dialog(page).getByLabel("When", { exact: true }).selectOption("CurrentPlayerSessions");
    await dialog(page).getByLabel("Then", { exact: true }).selectOption("remove");
    await dialog(page).getByLabel("By", { exact: true }).fill("2");
    await dialog(page).getByRole("button", { name: "Save" }).click();
    await row(page, "full").getByText("at most 12.5 for 2 minutes, remove 2 instances").waitFor();
    expect(await policies()).toMatchObject([{ ScalingAdjustmentType: "ChangeInCapacity", ScalingAdjustment: "-2" }]);

    await api.call("PutScalingPolicy", {
      ...{ FleetId, Name: "night", PolicyType: "RuleBased", MetricName: "CurrentPlayerSessions" },
      ...{ ComparisonOperator: "<", Threshold: 1, EvaluationPeriods: 30 },
      ...{ ScalingAdjustmentType: "ExactCapacity", ScalingAdjustment: 1 },
    });
    await row(page, "night").getByText("for 30 minutes, have 1 instance.").waitFor();
    await button(page, "Delete full").click();
    await dialog(page).getByRole("button", { name: "Delete" }).click();
    await row(page, "full").waitFor({ state: "detached" });
    expect(await policies()).toMatchObject([{ Name: "night" }]);
  });

  test("is changed by timers, by each kind of calendar, in the days of their own zone", async () => {
    const { api, fleetId: FleetId, ...console } = await useFilledConsole();
    const timers = async () =>
      (await api.call("DescribeTimerScalingPolicies", { FleetId })).TimerScalingPolicies.map(
        ({ TimerConfiguration }) => TimerConfiguration,
      );
    const page = await useConsolePage({ api, ...console }, `/fleets/${FleetId}/scaling`);
    const change = async (open: string, save: string, fill: () => Promise<unknown>): Promise<void> => {
      await button(page, open).click();
      await fill();
      await dialog(page).getByRole("button", { name: save, exact: true }).click();
      await dialog(page).waitFor({ state: "detached" });
    };
    const field = (name: string) => dialog(page).getByLabel(name, { exact: true });
    const choice = (name: string) => dialog(page).getByLabel(name);
    await page.getByText("No timer").waitFor();
    await change("Add a timer", "Add", async () => {
      await choice("Name").fill("evening");
      await choice("Runs").selectOption("week");
      await field("First at").fill("2030-01-30T19:00");
      await choice("Time zone").selectOption("+08:00");
      await dialog(page).getByRole("button", { name: "Add", exact: true }).click();
      await dialog(page).getByText("Choose a day").waitFor();
      await dialog(page).getByText("Nothing is set").waitFor();
      for (const day of ["Sun", "Fri"]) await field(day).check();
      await choice("Minimum").fill("1");
      await dialog(page).getByText("Fri, Sun at 19:00 UTC+08:00: at least 1").waitFor();
    });
    await row(page, "evening").getByText("Planned").waitFor();
    expect(await timers()).toMatchObject([
      { TimerType: 4, TimerValue: { WeekDays: [5, 7] }, BeginTime: "2030-01-30T19:00:00.000+08:00", EndTime: null },
    ]);

    await button(page, "Stop the timer evening").click();
    await row(page, "evening").getByText("Stopped").waitFor();
    await button(page, "Resume the timer evening").click();
    await row(page, "evening").getByText("Planned").waitFor();

    await change("Edit the timer evening", "Save", async () => {
      await expect.poll(() => field("Fri").isChecked()).toBe(true);
      await choice("Runs").selectOption("month");
      await choice("From the day").fill("5");
      await choice("To the day").fill("9");
      await choice("Until").fill("2031-01-30T19:00");
    });
    await row(page, "evening").getByText("From the 5th to the 9th of each month at 19:00 UTC+08:00").waitFor();
    await row(page, "evening").getByText("from 2030-01-30 until 2031-01-30 19:00").waitFor();
    await change("Edit the timer evening", "Save", async () => {
      await choice("Runs").selectOption("days");
      await choice("Every").fill("3");
      await choice("Buffer").fill("40");
      await choice("Who decides").selectOption("automatic");
    });
    await row(page, "evening").getByText("automatic, at least 1, buffer 40 %").waitFor();
    await change("Edit the timer evening", "Save", () => choice("Runs").selectOption("once"));
    await row(page, "evening").getByText("Once, on 2030-01-30 at 19:00 UTC+08:00").waitFor();
    expect(await timers()).toMatchObject([{ TimerType: 1, EndTime: null }]);

    await api.call("PutTimerScalingPolicy", {
      TimerScalingPolicy: {
        TimerName: "night",
        TimerFleetCapacity: { FleetId, MinSize: 0 },
        TimerConfiguration: { TimerType: 2, TimerValue: { Day: 1 }, BeginTime: "2030-01-31T02:00:00Z" },
      },
    });
    await row(page, "night").getByText("Every day at 02:00 UTC").waitFor();
    await button(page, "Delete the timer evening").click();
    await dialog(page).getByRole("button", { name: "Delete" }).click();
    await row(page, "evening").waitFor({ state: "detached" });
    expect(await timers()).toHaveLength(1);
  });

  test("is drawn in the colours of the theme: its size and its free sessions, beside the buffer", async () => {
    const { api, fleetId: FleetId, ...console } = await useFilledConsole();
    await api.call("PutScalingPolicy", { FleetId, Name: "buffer", TargetConfiguration: { TargetValue: 30 } });
    // A host that stops keeps the minute that it was in.
    await console.stop();
    await console.start();
    const page = await useConsolePage({ api, ...console }, `/fleets/${FleetId}/scaling`);
    await page
      .getByRole("img", { name: /^Instances: Active \d/ })
      .locator("canvas")
      .waitFor();
    await page
      .getByRole("img", { name: /^Free sessions: Free sessions \d+ %/ })
      .locator("canvas")
      .waitFor();
    await button(page, "Try it on the last day").click();
    const tried = page.getByRole("img", { name: /^Instances over the last day.*: \d+ changes, \d+ minutes/ });
    await tried.locator("canvas").waitFor();
    const inLight = await picture(tried.locator("canvas"));
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(() => picture(tried.locator("canvas"))).not.toBe(inLight);
    await page.getByLabel("Kept free", { exact: true }).fill("");
    await tried.waitFor({ state: "detached" });
  });
});
